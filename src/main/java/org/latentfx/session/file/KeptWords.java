package org.latentfx.session.file;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.latentfx.data.Datasets;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

/** A kept run in words. Pure functions. */
final class KeptWords {
    private KeptWords() {}

    /** Such as "A run of 3,420 steps (Classic, MNIST) and 2 other runs of 14:05 are kept." */
    static String offer(Content session, Instant written) {
        return Texts.of(
                "keep.offer", run(session), time(written), session.runs().size());
    }

    /** Such as "run of 3,420 steps (Classic, MNIST)", with how many runs are beside it. */
    static String run(Content session) {
        RunState run = session.run();
        return Texts.of(
                "keep.run",
                run.position().step(),
                model(run.hyperparameters()),
                Datasets.title(run.dataName()),
                session.runs().size() - 1);
    }

    /** The preset that it began with, or how many latents it has. */
    private static String model(Hyperparameters of) {
        return Arrays.stream(Preset.values())
                .filter(preset -> Settings.differences(preset.hyperparameters(), of).stream()
                        .allMatch(setting -> setting.live() || setting == Settings.SEED))
                .findFirst()
                .map(Preset::label)
                .orElseGet(() -> Texts.of("keep.latents", of.latents()));
    }

    private static String time(Instant at) {
        var local = at.atZone(ZoneId.systemDefault());
        boolean today = local.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
        return local.format(DateTimeFormatter.ofPattern(today ? "HH:mm" : "d MMM, HH:mm", Locale.ENGLISH));
    }
}
