package org.latentfx.view.compare;

import java.util.Locale;
import org.latentfx.text.Texts;
import org.latentfx.train.Series;

/** What of the held-out loss the curves show, nats per image. Pure; any thread. */
enum Measure {
    TOTAL {
        @Override
        double of(Series series, int i) {
            return series.total(i);
        }
    },
    RECONSTRUCTION {
        @Override
        double of(Series series, int i) {
            return series.reconstruction(i);
        }
    },
    KL {
        @Override
        double of(Series series, int i) {
            return series.kl(i);
        }
    };

    abstract double of(Series series, int i);

    String label() {
        return Texts.of("compare." + key());
    }

    /** Its part of a text key. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
