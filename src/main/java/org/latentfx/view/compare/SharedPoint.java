package org.latentfx.view.compare;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;

/** What all columns of a sheet show a picture of, in words: a z, an image, or a draw of models that know no z. Pure. */
final class SharedPoint {
    private static final int LATENTS_IN_WORDS = 3;

    private SharedPoint() {}

    /** What it is, and of which moment. */
    static String words(Sheet sheet) {
        Sheet.Link link = sheet.link();
        String moment = !link.past()
                ? ""
                : Double.isNaN(link.epoch())
                        ? Texts.of("compare.moment.step", link.step())
                        : Texts.of("compare.moment.epoch", link.epoch());
        return (at(sheet) + "\n" + moment).strip();
    }

    /** The same in sentences. */
    static String tip(Sheet sheet) {
        Sheet.Link link = sheet.link();
        String key = drawn(sheet) ? "compare.at.draw.tip" : link.z() ? "compare.at.z.tip" : "compare.at.image.tip";
        return Texts.of(key) + (link.past() ? "\n" + Texts.of("compare.moment.tip") : "");
    }

    private static String at(Sheet sheet) {
        if (drawn(sheet)) return Texts.of("compare.at.draw");
        if (!sheet.link().z()) return Texts.of("compare.at.image", sheet.link().image());
        String z = z(sheet);
        return z.isEmpty() ? "" : Texts.of("compare.at.z", z);
    }

    /** Whether no model here has a latent space: what stands for z is the noise of a draw. */
    private static boolean drawn(Sheet sheet) {
        return !sheet.runs().isEmpty()
                && sheet.runs().stream()
                        .map(run -> run.facts().hyperparameters().model())
                        .noneMatch(kind -> kind.can(Capability.DECODES));
    }

    /** The first values of the point, as many as have room. */
    private static String z(Sheet sheet) {
        float[] z = sheet.runs().stream()
                .map(ComparedRun::at)
                .filter(Objects::nonNull)
                .map(ComparedRun.At::z)
                .findFirst()
                .orElse(new float[0]);
        String values = IntStream.range(0, Math.min(LATENTS_IN_WORDS, z.length))
                .mapToObj(j -> Figures.fixed(z[j], 2))
                .collect(Collectors.joining(", "));
        return z.length > LATENTS_IN_WORDS ? values + ", …" : values;
    }
}
