package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1234567|0.12",
                "97.384|97.38",
                "-450.126|−450.13",
                "9999.99|9,999.99",
                "16730|16.7k",
                "152932.4|152.9k",
                "-152932.4|−152.9k",
                "999949|999.9k",
                "999951|1.00M",
                "1234567|1.23M",
                "9.99e11|999.0G",
                "NaN|–",
                "-Infinity|−∞"
            })
    void an_amount_has_its_decimals_while_there_is_room_and_a_unit_then(double value, String written) {
        assertEquals(written, Figures.amount(value, 2));
    }

    @ParameterizedTest
    @CsvSource({"1.234, 1.23", "12.34, 12.3", "148.41, 148", "999.6, 1.0k", "1234, 1.2k", "152932, 153k", "-0.001, 0.00"
    })
    void a_narrow_column_has_two_or_three_digits(double value, String written) {
        assertEquals(written, Figures.brief(value));
    }

    @Test
    void what_is_shown_can_be_added_up() {
        assertEquals(0, new BigDecimal("97.38").compareTo(Figures.shown(97.384, 2)));
        assertEquals(0, new BigDecimal("152900").compareTo(Figures.shown(152932.4, 2)));
        for (double value = 1e-3; value < 1e15; value *= 1.7) {
            double shown = Figures.shown(value, 2).doubleValue();
            assertTrue(Math.abs(shown - value) <= Math.max(0.005, 0.006 * value), value + " as " + shown);
            assertTrue(Figures.amount(-value, 2).length() <= 9, Figures.amount(-value, 2));
        }
    }

    @Test
    void counts_and_ticks_are_shortened_only_where_there_is_little_room() {
        assertEquals("1,234,567", Figures.count(1_234_567));
        assertEquals("1,234", Figures.shortCount(1_234));
        assertEquals("1.23M", Figures.shortCount(1_234_567));
        assertEquals("8,000", Figures.tick(8000, 2000));
        assertEquals("20k", Figures.tick(20_000, 20_000));
        assertEquals("−12.5k", Figures.tick(-12_500, 500));
        assertEquals("1M", Figures.tick(1e6, 1e6));
        assertEquals("0.02", Figures.tick(0.02, 0.02));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "collapsed at β = 30: it costs|collapsed at β~=~30: it costs",
                "below 0.01 nats each|below 0.01~nats each",
                "a share of 3 % of 28 × 28 pixels|a share of 3~% of 28~×~28 pixels",
                "0.5 × KL, not x = y|0.5~×~KL, not x = y"
            })
    void a_figure_is_not_broken_from_its_name_or_unit(String text, String joined) {
        assertEquals(joined.replace('~', '\u00a0'), Figures.unbroken(text));
    }
}
