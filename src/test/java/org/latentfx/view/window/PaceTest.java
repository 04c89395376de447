package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    @ParameterizedTest
    @CsvSource({
        "NaN, ''",
        "0, · a few seconds left",
        "9.9, · a few seconds left",
        "11, · about 10 s left",
        "48, · about 50 s left",
        "56, · about 1 min left",
        "170, · about 3 min left",
        "3560, · about 59 min left",
        "3580, · about 1 h left",
        "100000, · about 28 h left",
        "300000, · about 3 days left"
    })
    void itIsNoMoreExactThanCanBeKnown(double seconds, String words) {
        assertEquals(words, Pace.words(seconds));
    }
}
