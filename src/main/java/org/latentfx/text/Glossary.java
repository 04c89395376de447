package org.latentfx.text;

import static org.latentfx.text.Glossary.Kind.FIGURE;
import static org.latentfx.text.Glossary.Kind.TERM;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every figure, term and slip that the window explains, once each: what it is, its formula, unit and averaging, what
 * higher means, who said so, and what else to look at. The texts stand in the bundle under {@code explain.KEY.…}; a new
 * term is one row here and its texts. Settings have no row: their entries are made from their own texts by
 * {@link #ofSetting}. Immutable; any thread may use it.
 */
public final class Glossary {
    /** The parts of the list. */
    public enum Section {
        LOSS,
        MODEL,
        SETTINGS,
        SCHEDULES,
        TRAINING,
        SIGNALS,
        QUALITY,
        SPACE,
        WINDOW,
        /** What is done wrongly in circulation, and what happens then. */
        SLIPS;

        public String label() {
            return Texts.of("explain.section." + name().toLowerCase(Locale.ROOT));
        }
    }

    /** What an entry is of: a figure always has a unit and a source. */
    public enum Kind {
        FIGURE,
        TERM
    }

    /**
     * One thing explained. What it does not have is empty.
     *
     * @param key names it in the bundle and on the nodes that show it
     * @param named the key of its name in the bundle
     */
    public record Entry(String key, Section section, Kind kind, String named) {
        public String name() {
            return Texts.of(named);
        }

        /** A sentence or three. */
        public String what() {
            String own = text("what");
            return own.isEmpty() ? Texts.of("setting." + key + ".help") : own;
        }

        public String formula() {
            return text("formula");
        }

        /** Unit and averaging. */
        public String unit() {
            return text("unit");
        }

        /** What a higher value means, or does. */
        public String higher() {
            String setting = "setting." + key + ".higher";
            return Texts.has(setting) ? Texts.of(setting) : text("higher");
        }

        /** Authors and year, or where it comes from. */
        public String source() {
            return text("source");
        }

        /** Of a slip: what one gets. */
        public String happens() {
            return text("happens");
        }

        /** The keys of what else to look at. */
        public List<String> see() {
            String keys = text("see");
            return keys.isEmpty() ? List.of() : List.of(keys.split(" "));
        }

        /** What it is called in running text; nothing where its name is a word of every day. */
        public List<String> words() {
            String own = text("words");
            if (own.equals("-")) return List.of();
            return own.isEmpty() ? List.of(name()) : List.of(own.split("\\|"));
        }

        private String text(String part) {
            String at = "explain." + key + "." + part;
            return Texts.has(at) ? Texts.of(at) : "";
        }
    }

    /** Every row, in order. */
    public static final List<Entry> ALL = rows();

    private Glossary() {}

    /** The entry of a setting, made from its own texts. */
    public static Entry ofSetting(String key) {
        return new Entry(key, Section.SETTINGS, TERM, "setting." + key + ".label");
    }

    /** The entry called {@code key}: a row, or a setting. Throws {@link IllegalArgumentException} if none is. */
    public static Entry named(String key) {
        for (Entry entry : ALL) if (entry.key().equals(key)) return entry;
        if (Texts.has("setting." + key + ".label")) return ofSetting(key);
        throw new IllegalArgumentException("no term of the glossary: " + key);
    }

    private static List<Entry> rows() {
        var all = new ArrayList<Entry>();
        add(all, Section.LOSS, FIGURE, "elbo reconstruction kl kl-latent objective mean-image rate-distortion");
        add(all, Section.LOSS, TERM, "mutual-information total-correlation dimension-wise-kl");
        add(all, Section.LOSS, FIGURE, "evidence bernoulli gaussian sigma-vae continuous-bernoulli");
        add(all, Section.LOSS, TERM, "categorical nats");
        add(all, Section.LOSS, FIGURE, "exact-nll");
        add(
                all,
                Section.MODEL,
                TERM,
                "vae tcvae encoder decoder autoencoder vqvae codebook cvae gan spectral-normalisation");
        add(all, Section.MODEL, TERM, "sharp-samples made masks word-vae");
        add(all, Section.MODEL, FIGURE, "z mu sigma log-variance epsilon");
        add(all, Section.MODEL, FIGURE, "generator discriminator d-real d-fake");
        add(all, Section.MODEL, FIGURE, "perplexity dead-codes");
        add(all, Section.MODEL, TERM, "vamp-prior");
        for (String kind : "constant warm-up cyclical drawn capacity free-bits cosine steps warm-up-cosine".split(" "))
            all.add(new Entry("schedule-" + kind, Section.SCHEDULES, TERM, "schedule." + kind));
        add(all, Section.TRAINING, FIGURE, "epoch step gap speed");
        add(all, Section.TRAINING, TERM, "adam held-out overfitting divergence");
        add(all, Section.SIGNALS, FIGURE, "gradient-norm update-ratio dead saturated clamp active");
        add(all, Section.SIGNALS, TERM, "collapse ridges filters failures self-checks");
        add(all, Section.QUALITY, FIGURE, "mse nll iwae inference-gap effective standard-error accuracy spread");
        add(all, Section.QUALITY, FIGURE, "percentile frechet precision recall class-histogram nearest-image ppca");
        add(all, Section.QUALITY, TERM, "mig precision-or-frechet");
        add(all, Section.SPACE, FIGURE, "information marginal-kl density holes sensitivity realism");
        add(all, Section.SPACE, TERM, "aggregate rings ellipse manifold regions path slerp umap directions");
        add(all, Section.SPACE, TERM, "inpainting samples");
        add(all, Section.WINDOW, FIGURE, "decode-time frames");
        add(all, Section.WINDOW, TERM, "timeline slow-motion fork twin sweep");
        add(all, Section.SLIPS, TERM, "slip-prior-first slip-encoder-decoder slip-decoder-latent slip-no-x");
        add(all, Section.SLIPS, TERM, "slip-one-head slip-figures slip-mean-mean");
        return List.copyOf(all);
    }

    private static void add(List<Entry> to, Section section, Kind kind, String keys) {
        for (String key : keys.split(" ")) to.add(new Entry(key, section, kind, "explain." + key));
    }
}
