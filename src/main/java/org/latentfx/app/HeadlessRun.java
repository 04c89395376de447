package org.latentfx.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.latentfx.app.cli.TrainVerb;
import org.latentfx.app.cli.Verb;
import org.latentfx.app.screenshot.OffScreen;
import org.latentfx.app.screenshot.ScreenshotScene;
import org.latentfx.app.start.Shipped;
import org.latentfx.io.RunFiles;
import org.latentfx.session.file.ModelRun;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Preset;

/**
 * The main job where no window can be opened: trains the default preset for a few epochs and leaves the model, its
 * curves and a picture of the whole window in a folder. Runs on the calling thread.
 */
final class HeadlessRun {
    private static final Path FOLDER = Path.of("latentfx-out");
    private static final String EPOCHS = "3";

    private HeadlessRun() {}

    /** Says why there is no window, then does the job; the exit code. */
    static int run(String obstacle, PrintStream out, PrintStream err) {
        err.println(obstacle);
        String[] train = {
            "train",
            "--data",
            Shipped.DATA,
            "--preset",
            Preset.MAP.key(),
            "--epochs",
            EPOCHS,
            "--out",
            FOLDER.toString(),
            "--force"
        };
        int code = new Cli(List.of(new TrainVerb())).run(train, out, err);
        if (code != Verb.OK) return code;
        var run = RunFiles.read(FOLDER);
        var state = ModelRun.state(run.model(), run.history());
        Path picture = FOLDER.resolve("window.png");
        var whole = new OffScreen.Picture(picture, 1440, 900, true, ScreenshotScene.WINDOW);
        try {
            OffScreen.draw(scene -> state, Shipped.DATA, List.of(whole));
        } catch (Refusal e) { // what was trained is kept
            err.println(e.getMessage());
            return Verb.WRONG;
        }
        err.println(Texts.of("app.report", picture.toAbsolutePath()));
        return Verb.OK;
    }
}
