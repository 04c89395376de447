package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;

/** What is to be said of the samples on a sheet, where the kinds of its models differ. Pure; any thread. */
final class SheetNote {
    /**
     * A sentence or two.
     *
     * @param term the key of what explains it
     */
    record Note(String text, String term) {}

    private SheetNote() {}

    static List<Note> of(Sheet sheet) {
        var notes = new ArrayList<Note>();
        var games = named(sheet, ModelKind.GAN);
        var bounded = sheet.runs().stream()
                .filter(run -> run.facts().hyperparameters().model().variational())
                .map(run -> run.facts().name())
                .collect(Collectors.joining(", "));
        if (!games.isEmpty() && !bounded.isEmpty())
            notes.add(new Note(Texts.of("compare.note.gan", games, bounded), "sharp-samples"));
        var plain = named(sheet, ModelKind.AE);
        if (!plain.isEmpty()) notes.add(new Note(Texts.of("compare.note.ae", plain), "autoencoder"));
        var rounded = named(sheet, ModelKind.VQVAE);
        if (!rounded.isEmpty()) notes.add(new Note(Texts.of("compare.note.vqvae", rounded), "vqvae"));
        var exact = named(sheet, ModelKind.MADE);
        if (!exact.isEmpty() && !bounded.isEmpty()) {
            boolean drawn = sheet.runs().stream()
                    .allMatch(run -> run.facts().hyperparameters().binarise());
            String key = drawn ? "compare.note.made" : "compare.note.made.grey";
            notes.add(new Note(Texts.of(key, exact, bounded), "exact-nll"));
        }
        contradiction(sheet).ifPresent(notes::add);
        return notes;
    }

    private static String named(Sheet sheet, ModelKind kind) {
        return sheet.runs().stream()
                .filter(run -> run.facts().hyperparameters().model() == kind)
                .map(run -> run.facts().name())
                .collect(Collectors.joining(", "));
    }

    /** Where precision and Fréchet distance call different runs the better, by more than their errors. */
    private static Optional<Note> contradiction(Sheet sheet) {
        for (ComparedRun a : sheet.runs())
            for (ComparedRun b : sheet.runs()) {
                SampleQuality one = QualityRows.of(sheet, a);
                SampleQuality other = QualityRows.of(sheet, b);
                if (one == null || other == null) continue;
                boolean realer = one.within().precision() - other.within().precision()
                        > one.withinError().precision() + other.withinError().precision();
                boolean further = one.frechet() - other.frechet() > one.frechetError() + other.frechetError();
                if (realer && further)
                    return Optional.of(new Note(
                            Texts.of(
                                    "compare.note.contradiction",
                                    a.facts().name(),
                                    b.facts().name()),
                            "precision-or-frechet"));
            }
        return Optional.empty();
    }
}
