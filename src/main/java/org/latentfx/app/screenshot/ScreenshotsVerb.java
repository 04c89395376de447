package org.latentfx.app.screenshot;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentfx.app.cli.Flags;
import org.latentfx.app.cli.Verb;
import org.latentfx.app.start.Shipped;
import org.latentfx.data.Datasets;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.session.file.ModelRun;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code screenshots}: pictures of the whole window with the shipped model and with one of more latents, each layer and
 * tool, at the usual and the smallest size, in both themes, drawn off screen by the same views as on a screen.
 */
public final class ScreenshotsVerb implements Verb {
    /** Where they are drawn unless another folder is given. */
    private static final Path FOLDER = Path.of("target", "screenshots");

    private static final int[][] SIZES = {{1440, 900}, {1100, 700}};
    private static final int LATENTS = 10;
    private static final int EPOCHS = 3;

    @Override
    public String name() {
        return "screenshots";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addOption(Flags.option("out", "DIR", false));
        spec.addOption(Flags.option("scene", "NAME", false));
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        Path folder = given.hasMatchedOption("--out") ? Flags.path(given, "out") : FOLDER;
        List<OffScreen.Picture> pictures = pictures(folder, Flags.text(given, "scene", ""));
        AtomicFile.prepareFolder(folder);
        boolean many = pictures.stream().anyMatch(picture -> picture.scene().manyLatents());
        RunState shipped = Shipped.state();
        RunState trained = many ? trained() : shipped;
        OffScreen.draw(scene -> scene.manyLatents() ? trained : shipped, Shipped.DATA, pictures);
        err.println(Texts.of("cli.screenshots.end", pictures.size(), folder));
        return OK;
    }

    /** Those of one scene or the single one that {@code named} says, or all. */
    private static List<OffScreen.Picture> pictures(Path folder, String named) {
        var pictures = new ArrayList<OffScreen.Picture>();
        for (ScreenshotScene scene : ScreenshotScene.values())
            for (int[] size : SIZES)
                for (boolean dark : new boolean[] {true, false}) {
                    String name = scene.title() + "-" + size[0] + "x" + size[1] + "-" + (dark ? "dark" : "light");
                    if (!Set.of("", scene.title(), name).contains(named)) continue;
                    pictures.add(new OffScreen.Picture(folder.resolve(name + ".png"), size[0], size[1], dark, scene));
                }
        if (pictures.isEmpty()) throw new Refusal("cli.screenshots.scene", named, titles());
        return pictures;
    }

    private static String titles() {
        return Stream.of(ScreenshotScene.values()).map(ScreenshotScene::title).collect(Collectors.joining(", "));
    }

    /** More than two latents, trained here and now: some seconds. */
    private static RunState trained() {
        var settings = Settings.EPOCHS.with(Settings.LATENTS.with(Preset.CLASSIC.hyperparameters(), LATENTS), EPOCHS);
        var data = Datasets.load(Shipped.DATA);
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            var trainer = new Trainer(data, settings, Kernels.best(), workers);
            while (!trainer.finished()) trainer.step();
            var content = new ModelFile.Content(
                    trainer.weights(),
                    settings,
                    trainer.epochsDone(),
                    trainer.stepsDone(),
                    data.name(),
                    trainer.dataChecksum());
            return ModelRun.state(content, trainer.history());
        }
    }
}
