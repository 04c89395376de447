package org.latentfx.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.002 | 0.002",
                "0,002 | 0.002",
                "' −1,5 ' | -1.5",
                "+.5 | 0.5",
                ",5 | 0.5",
                "1. | 1",
                "1e-3 | 0.001",
                "1,5E+2 | 150",
                "7 | 7"
            })
    void pointAndCommaAreBothDecimal(String text, double value) {
        assertEquals(value, Numbers.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ".", "-", "1,000.5", "1.000,5", "1,2,3", "1 000", "NaN", "Infinity", "0x1p3"})
    void whatIsNoNumberOrCouldMeanTwoIsRefused(String text) {
        assertThrows(NumberFormatException.class, () -> Numbers.parse(text));
    }
}
