package org.latentfx.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShuffleTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17, 1000})
    void anEpochVisitsEveryImageOnce(int count) {
        int[] order = order(7, 3, count);
        Arrays.sort(order);
        assertArrayEquals(IntStream.range(0, count).toArray(), order);
    }

    @Test
    void theOrderDependsOnKeyAndEpochAlone() {
        int[] reused = order(1, 0, 100);
        Shuffle.epoch(1, 4, reused);
        assertArrayEquals(order(1, 4, 100), reused);
        assertFalse(Arrays.equals(order(1, 4, 100), order(1, 5, 100)));
        assertFalse(Arrays.equals(order(1, 4, 100), order(2, 4, 100)));
    }

    @Test
    void theOrderNeverChangesBetweenVersions() {
        assertArrayEquals(new int[] {0, 7, 1, 8, 3, 6, 2, 4, 9, 5}, order(42, 1, 10));
    }

    @Test
    void everyImageIsEquallyOftenFirst() {
        int[] first = new int[5];
        for (int epoch = 0; epoch < 10_000; epoch++) first[order(9, epoch, 5)[0]]++;
        for (int count : first) assertEquals(2000, count, 160); // four standard deviations
    }

    private static int[] order(long key, long epoch, int count) {
        int[] order = new int[count];
        Shuffle.epoch(key, epoch, order);
        return order;
    }
}
