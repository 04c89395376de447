package org.latentfx.view.window.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoundTest {
    private static final Found FOUND =
            new Found("Variational autoencoder", "term", () -> {}, List.of("VAE", "Fréchet distance"));

    @Test
    void itIsFoundByItsNameByOtherWordsAndWithoutAccents() {
        assertEquals(3, FOUND.fit("vari"));
        assertEquals(2, FOUND.fit("auto vari"));
        assertEquals(3, FOUND.fit("VAE"));
        assertEquals(3, FOUND.fit("frechet"));
        assertEquals(0, FOUND.fit("gan"));
    }

    @Test
    void greekLettersAreFoundAsTheyAreAndSpeltOut() {
        var vae = new Found("σ-VAE: the best σ²", "term", () -> {}, List.of("β-TCVAE"));
        for (String typed : List.of("sigma", "σ", "beta", "β-tc")) assertEquals(3, vae.fit(typed), typed);
        assertEquals(0, vae.fit("mu"));
    }
}
