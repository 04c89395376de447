package org.latentfx.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkPartitionTest {
    /** Pieces as from..to, in the order in which {@code member} gets them while nobody else takes. */
    private static List<String> pieces(WorkPartition rows, int member) {
        var pieces = new ArrayList<String>();
        for (int from = rows.take(member); from < rows.end(); from = rows.take(member))
            pieces.add(from + ".." + rows.pieceEnd(from));
        return pieces;
    }

    @Test
    void aMemberTakesItsOwnShareFromTheFrontAndThenOthersFromTheBack() {
        assertEquals(
                List.of("0..54", "54..66", "120..128", "66..120"),
                pieces(new WorkPartition(12, 6).start(0, 128, 2), 0));
        assertEquals(
                List.of("66..120", "120..128", "54..66", "0..54"),
                pieces(new WorkPartition(12, 6).start(0, 128, 2), 1));
        assertEquals(
                List.of("48..72", "72..88", "88..107", "32..48", "8..32"),
                pieces(new WorkPartition(24, 8).start(8, 107, 3), 1));
        assertEquals(List.of("0..100"), pieces(new WorkPartition(24, 8).start(0, 100, 1), 0));
        assertEquals(List.of("0..5"), pieces(new WorkPartition(12, 6).start(0, 5, 4), 3));
        assertEquals(List.of(), pieces(new WorkPartition(12, 6).start(7, 7, 2), 0));
    }

    @Test
    void whatAMemberHasTakenIsNotGivenToAnother() {
        var rows = new WorkPartition(12, 6).start(0, 128, 2);
        assertEquals(0, rows.take(0));
        assertEquals(66, rows.take(1));
        assertEquals(54, rows.take(0));
        assertEquals(120, rows.take(0));
        assertEquals(rows.end(), rows.take(1));
        assertEquals(rows.end(), rows.take(0));
    }

    @Test
    void everyRowIsTakenOnceHoweverManyTake() {
        try (var workers = new Workers(4)) {
            var rows = new WorkPartition(1, 1);
            for (int round = 0; round < 200; round++) {
                var taken = new AtomicIntegerArray(97);
                rows.start(0, 97, 4);
                workers.run((member, members) -> {
                    for (int from = rows.take(member); from < rows.end(); from = rows.take(member))
                        for (int i = from; i < rows.pieceEnd(from); i++) taken.incrementAndGet(i);
                });
                for (int i = 0; i < 97; i++) assertEquals(1, taken.get(i));
            }
        }
    }

    @Test
    void piecesOfNoRowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WorkPartition(0, 1));
    }
}
