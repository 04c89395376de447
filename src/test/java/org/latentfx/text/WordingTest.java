package org.latentfx.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void textsOfImagesSpeakOfWordsWhereTheDataAreWords() {
        assertEquals("12 words/s", Wording.WORDS.of("transport.speed", 12));
        assertEquals("12 images/s", Wording.IMAGES.of("transport.speed", 12));
        assertEquals("Find word…", Wording.WORDS.of("map.find"));
        assertEquals("mean word 20.1", Wording.WORDS.of("curves.baseline", "20.1"));
        assertEquals(
                "An epoch of words: a word, the word’s letters",
                Wording.WORDS.say("An epoch of images: an image, the picture’s pixels"));
    }

    @Test
    void pathsAndWhatSpeaksOfWordsAlreadyStayAsTheyAre() {
        for (String text : new String[] {"/data/images/image.png", "my-images", "A word in place of an image"})
            assertEquals(text, Wording.WORDS.say(text));
    }

    @Test
    void noTextIsLeftWithTheWrongArticle() {
        var bundle = ResourceBundle.getBundle("org.latentfx.messages");
        for (String key : bundle.keySet()) {
            String said = Wording.WORDS.say(bundle.getString(key));
            assertFalse(said.matches("(?s).*\\b[Aa]n (words?|letters?|values?)\\b.*"), key + ": " + said);
        }
    }
}
