package org.latentfx.view.settings;

import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.latentfx.session.health.Doctor;
import org.latentfx.session.health.Trial;
import org.latentfx.session.run.RunLine;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;

/** How the trial of a cure stands, and the ill run that rests meanwhile. FX thread only. */
final class TrialNote extends VBox {
    private final Label text = new Label();
    private final Label rests = new Label();
    private Subscription progress = Subscription.EMPTY;
    private final Hyperlink goOn = new Hyperlink(Texts.of("cure.rests.go-on"));

    TrialNote() {
        getStyleClass().add("health-trial");
        for (Label label : new Label[] {text, rests}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
            label.managedProperty().bind(label.textProperty().isNotEmpty());
        }
        goOn.setId("ill-go-on");
        goOn.getStyleClass().add("health-action");
        Tips.say(goOn, Texts.of("cure.rests.go-on.tip"));
        goOn.managedProperty().bind(goOn.visibleProperty());
        managedProperty().bind(visibleProperty());
        setVisible(false);
        getChildren().addAll(text, rests, goOn);
    }

    void follow(Doctor doctor) {
        goOn.setOnAction(event -> {
            goOn.setVisited(false);
            doctor.letGoOn();
        });
        doctor.trialProperty().subscribe(now -> {
            progress.unsubscribe();
            progress = now == null
                    ? Subscription.EMPTY
                    : now.cured().historyProperty().subscribe((before, later) -> show(doctor));
            show(doctor);
        });
        doctor.restingProperty().subscribe(() -> show(doctor));
    }

    private void show(Doctor doctor) {
        Trial trial = doctor.trialProperty().get();
        RunLine ill = doctor.restingProperty().get();
        text.setText(trial == null ? "" : SceneWording.of(this).getValue().say(trial.text()));
        rests.setText(
                ill == null
                        ? ""
                        : Texts.of(
                                "cure.rests",
                                ill.nameProperty().get(),
                                ill.stepProperty().get()));
        goOn.setVisible(ill != null);
        setVisible(trial != null || ill != null);
    }
}
