package org.latentfx.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettersTest {
    @Test
    void a_word_becomes_one_value_a_place_and_back() {
        var format = Letters.format(5);
        float[] values = Letters.values("cab", format);
        assertEquals(1, values[2]);
        assertEquals(1, values[3 * Letters.SYMBOLS + Letters.END]);
        float sum = 0;
        for (float value : values) sum += value;
        assertEquals(5, sum);
        assertEquals("cab", Letters.word(values, 0, format));
        assertEquals(1, Letters.probability(values, 0, format));
    }

    @Test
    void what_stands_behind_the_first_end_is_cut_off() {
        var format = Letters.format(3);
        float[] values = Letters.values("abc", format);
        values[Letters.SYMBOLS + 1] = 0.2f;
        values[Letters.SYMBOLS + Letters.END] = 0.8f;
        assertEquals("a", Letters.word(values, 0, format));
        assertEquals(0.8, Letters.probability(values, 0, format), 1e-6);
    }

    @Test
    void capitals_and_accents_are_folded_and_other_signs_refused() {
        assertEquals("cafe", Letters.folded(" Café "));
        assertEquals("strasse", Letters.folded("Straße"));
        assertEquals("", Letters.folded("don’t"));
        assertEquals("", Letters.folded("слово"));
    }

    @Test
    void a_list_says_how_many_lines_it_left_out() {
        byte[] text = "\uFEFFKind\tadjective\n\ncruel\nkind\nwell-known\nincomprehensibilities\nÉtude\tnoun\n"
                .getBytes(StandardCharsets.UTF_8);
        var list = WordList.of(text);
        assertEquals(List.of("kind", "cruel", "etude"), list.words());
        assertEquals(List.of("adjective", "", "noun"), list.classes());
        assertEquals(1, list.repeated());
        assertEquals(2, list.other());
        assertEquals(Letters.USUAL, list.places());
    }

    @Test
    void a_list_of_words_is_told_from_tables_and_prose() {
        assertTrue(starts("kind\tadjective\ncruel\n"));
        assertFalse(starts("label,pixel0,pixel1\n5,0,0\n"));
        assertFalse(starts("1 2 3\n4 5 6\n"));
        assertFalse(starts("This is a letter.\nIt has several lines.\n"));
        assertFalse(starts("alone\n"));
    }

    private static boolean starts(String text) {
        return WordList.starts(text.getBytes(StandardCharsets.UTF_8), false);
    }
}
