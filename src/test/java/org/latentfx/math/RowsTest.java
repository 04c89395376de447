package org.latentfx.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static List<Integer> pieces(Rows rows) {
        var ends = new ArrayList<Integer>();
        for (int from = rows.take(); from < rows.end(); from = rows.take()) ends.add(rows.pieceEnd(from));
        return ends;
    }

    @Test
    void aLargePieceForEachMemberComesBeforeTheSmallOnes() {
        assertEquals(List.of(54, 108, 120, 128), pieces(new Rows(12, 6).start(0, 128, 2)));
        assertEquals(List.of(24, 40, 56, 80, 104, 107), pieces(new Rows(24, 8).start(8, 107, 3)));
        assertEquals(List.of(100), pieces(new Rows(24, 8).start(0, 100, 1)));
        assertEquals(List.of(5), pieces(new Rows(12, 6).start(0, 5, 4)));
        assertEquals(List.of(), pieces(new Rows(12, 6).start(7, 7, 2)));
    }

    @Test
    void everyRowIsTakenOnceHoweverManyTake() {
        try (var workers = new Workers(4)) {
            var rows = new Rows(1, 1);
            for (int round = 0; round < 200; round++) {
                var taken = new AtomicIntegerArray(97);
                rows.start(0, 97, 4);
                workers.run((member, members) -> {
                    for (int from = rows.take(); from < rows.end(); from = rows.take())
                        for (int i = from; i < rows.pieceEnd(from); i++) taken.incrementAndGet(i);
                });
                for (int i = 0; i < 97; i++) assertEquals(1, taken.get(i));
            }
        }
    }

    @Test
    void piecesOfNoRowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Rows(0, 1));
    }
}
