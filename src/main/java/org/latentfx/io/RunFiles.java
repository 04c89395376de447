package org.latentfx.io;

import java.nio.file.Path;
import java.util.List;
import org.latentfx.text.Refusal;
import org.latentfx.train.History;
import org.latentfx.train.Recipe;

/**
 * The model and the curves of one run in its folder, saved as one: read at any moment, also after a kill, both are of
 * the same step. No file system moves two files at once, so one decides: the model's step is the step of both, and
 * curves that go on behind it are cut there when read. All the files do is to keep the curves from ending before the
 * model: both are written whole first, then the curves come to their place, then the model (a run that was rolled
 * back: the model first). Blocks; confined to one thread.
 */
public final class RunFiles {
    /** A model and the curves up to its step. */
    public record Content(ModelFile.Content model, History history) {}

    private static final String MODEL = "model.safetensors";
    private static final String CURVES = "curves.csv";

    private static final String EVENTS = "events.json";

    /** The names of all files that this writes. */
    public static final List<String> NAMES = List.of(MODEL, CURVES, EVENTS);

    private final Path folder;
    private List<Path> former;
    private long saved;

    /** @param former files of another run, deleted once the first of this one are written */
    public RunFiles(Path folder, List<Path> former) {
        this.folder = folder;
        this.former = List.copyOf(former);
    }

    /**
     * Saves both, and the recipe of the run. Throws {@link Refusal} if that cannot be done; what was saved before is
     * there still.
     */
    public void write(ModelFile.Content model, History history) {
        var modelPart = ModelFile.part(folder.resolve(MODEL), model);
        var curvesPart = CurvesCsv.part(folder.resolve(CURVES), history);
        boolean rolledBack = model.step() < saved;
        var recipe = Recipe.of(model.hyperparameters(), history);
        var recipePart = EventsFile.part(folder.resolve(EVENTS), recipe);
        AtomicFile.write(
                rolledBack ? List.of(modelPart, curvesPart, recipePart) : List.of(recipePart, curvesPart, modelPart),
                former);
        former = List.of();
        saved = model.step();
    }

    /** The run in {@code folder}. Throws {@link Refusal} if one of its files is missing or damaged. */
    public static Content read(Path folder) {
        var model = ModelFile.read(folder.resolve(MODEL));
        return new Content(model, CurvesCsv.read(folder.resolve(CURVES)).at(model.step()));
    }
}
