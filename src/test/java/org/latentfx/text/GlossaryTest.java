package org.latentfx.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.latentfx.text.Glossary.Entry;
import org.latentfx.text.Glossary.Kind;
import org.latentfx.text.Glossary.Section;

class GlossaryTest {
    @SuppressWarnings("unused") // read by the tests' framework
    private static final java.util.List<Entry> ALL = Glossary.ALL;

    @ParameterizedTest
    @FieldSource("ALL")
    void each_entry_says_what_it_is_and_leads_to_entries_that_are_there(Entry entry) {
        assertFalse(entry.name().isBlank());
        assertFalse(entry.what().isBlank(), entry.key());
        assertFalse(entry.formula().isBlank(), entry.key() + " has no formula");
        assertFalse(entry.source().isBlank() && entry.section() != Section.MODEL, entry.key() + " has no source");
        assertFalse(entry.see().isEmpty(), entry.key());
        for (String other : entry.see()) {
            assertFalse(Glossary.named(other).what().isBlank(), entry.key() + " leads to " + other);
            assertFalse(other.equals(entry.key()), entry.key() + " leads to itself");
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void no_figure_is_without_unit_averaging_and_source(Entry entry) {
        if (entry.kind() != Kind.FIGURE) return;
        assertFalse(entry.unit().isBlank(), entry.key() + " has no unit");
        assertFalse(entry.higher().isBlank(), entry.key() + " does not say what higher means");
        assertFalse(entry.source().isBlank(), entry.key() + " has no source");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void each_slip_says_what_happens_and_can_be_done(Entry entry) {
        if (entry.section() != Section.SLIPS) return;
        assertFalse(entry.happens().isBlank(), entry.key());
        assertTrue(Texts.has("explain." + entry.key() + ".run"), entry.key());
        assertTrue(Texts.has("explain." + entry.key() + ".result"), entry.key());
    }

    @Test
    void no_term_stands_twice() {
        var keys = new HashSet<String>();
        var names = new HashSet<String>();
        for (Entry entry : Glossary.ALL) {
            assertTrue(keys.add(entry.key()), entry.key());
            assertTrue(names.add(entry.name()), entry.name());
            assertFalse(Texts.has("setting." + entry.key() + ".label"), entry.key() + " is a setting");
        }
    }

    @Test
    void a_setting_has_an_entry_made_of_its_own_texts() {
        Entry beta = Glossary.named("beta");
        assertEquals(Texts.of("setting.beta.help"), beta.what());
        assertEquals(Texts.of("setting.beta.higher"), beta.higher());
        assertThrows(IllegalArgumentException.class, () -> Glossary.named("nothing of the kind"));
    }
}
