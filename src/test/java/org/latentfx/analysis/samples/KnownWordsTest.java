package org.latentfx.analysis.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;

class KnownWordsTest {
    private static final PictureFormat FORMAT = Letters.format(10);

    private static ImageSet set(String... words) {
        byte[] pixels = new byte[words.length * FORMAT.values()];
        for (int i = 0; i < words.length; i++)
            System.arraycopy(Letters.bytes(words[i], FORMAT), 0, pixels, i * FORMAT.values(), FORMAT.values());
        return new ImageSet(FORMAT, pixels, new byte[words.length], List.of("all"));
    }

    @Test
    void words_made_are_counted_by_where_they_stand() {
        String[] made = {"kind", "cruel", "criel", "kind"};
        float[] values = new float[made.length * FORMAT.values()];
        for (int i = 0; i < made.length; i++)
            System.arraycopy(Letters.values(made[i], FORMAT), 0, values, i * FORMAT.values(), FORMAT.values());
        var known = KnownWords.of(set("kind", "word"), set("cruel"), Progress.NONE);
        var shares = known.shares(new SampledPictures(1, new float[made.length], FORMAT, values));
        assertEquals(new KnownWords.Shares(4, 2, 1), shares);
        assertEquals(1, shares.fresh());
    }
}
