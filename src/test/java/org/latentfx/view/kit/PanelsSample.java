package org.latentfx.view.kit;

import atlantafx.base.theme.PrimerDark;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunThreads;
import org.latentfx.session.run.Runs;
import org.latentfx.train.History;
import org.latentfx.train.Preset;

/** Small things for the panels' tests to show. */
public final class PanelsSample {
    private PanelsSample() {}

    public static void show(Stage stage, Parent view, double width, double height) {
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        stage.setScene(new Scene(view, width, height));
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(width);
        stage.setHeight(height);
        stage.show();
    }

    /** A run that never trains. */
    public static Run run() {
        var threads = new RunThreads(Kernels.named("ejml"), 1, Runnable::run, () -> {}, System::nanoTime);
        return new Run(
                new Runs(threads, Preset.MAP.hyperparameters(), new UndoStack(), Long.MAX_VALUE, sentence -> {}));
    }

    /**
     * {@code history} up to step {@code steps}: reconstruction falls from 200 towards 100, KL rises from 1 towards 5;
     * held-out every 100 steps, 2 nats above.
     */
    public static History filled(History history, int steps) {
        History all = history;
        for (int i = history.train().size() + 1; i <= steps; i++) {
            double left = Math.exp(-i / 200.0);
            all = all.plusTrain(i, 100 + 100 * left, 5 - 4 * left);
            if (i % 100 == 0) all = all.plusHeldOut(i, 102 + 100 * left, 5 - 4 * left);
        }
        return all;
    }

    /** A decoder of 4 × 4 pictures: pixel p is brighter the larger latent p mod latents is. */
    public static Weights weights(int latents) {
        var configuration =
                new ModelConfiguration(4, 4, List.of(), latents, Activation.RELU, Likelihood.BERNOULLI, 0.05);
        float[] values = new float[configuration.parameterCount()];
        for (var tensor : configuration.tensors())
            if (tensor.name().equals("out.weight"))
                for (int p = 0; p < 16; p++) values[tensor.offset() + p % latents * 16 + p] = 2;
        return new Weights(configuration, values);
    }
}
