package org.latentfx.view.window;

import atlantafx.base.controls.ModalPane;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Failure;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.data.DataOpening.Asked;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.data.DataDialog;
import org.latentfx.view.explain.Explanations;
import org.latentfx.view.settings.WhyCard;
import org.latentfx.view.window.card.EventsCard;
import org.latentfx.view.window.card.Everything;
import org.latentfx.view.window.card.FinderCard;
import org.latentfx.view.window.card.GlossaryCard;
import org.latentfx.view.window.card.HelpCard;

/** The cards and dialogs over the window, each of which is made when it is first opened. FX thread only. */
final class Cards {
    private final Session session;
    private final Actions actions;
    private final Failures failures;
    private final StackPane layers;
    private final Runnable endHover;
    private @Nullable FailureDialog failure;
    private @Nullable DataDialog data;
    private @Nullable HelpCard help;
    private @Nullable FinderCard finder;
    private @Nullable EventsCard events;
    private @Nullable WhyCard why;
    private @Nullable GlossaryCard glossary;
    private final Explanations explanations;

    /**
     * @param failures which of a person has read
     * @param layers above which they lie
     * @param endHover what a card does first
     */
    Cards(Session session, Actions actions, Failures failures, StackPane layers, Runnable endHover) {
        this.session = session;
        this.actions = actions;
        this.failures = failures;
        this.layers = layers;
        this.endHover = endHover;
        explanations = new Explanations(session);
        explanations.listen(layers);
    }

    /** The cards that explain terms, which lie over the window from the start. */
    Explanations explanations() {
        return explanations;
    }

    /** The commands that open a card. */
    void addTo(Actions table) {
        table.on(Keys.EVENTS, () -> events().toggle())
                .on(Keys.HELP, this::explainOrHelp)
                .on(Keys.GLOSSARY, () -> glossary().toggle())
                .on(Keys.KEYS, () -> help().toggleKeys());
    }

    /** Lays {@code card} over everything. Modified. */
    private <C extends ModalPane> C over(C card) {
        layers.getChildren().add(card);
        card.applyCss(); // what shows and hides it comes with its skin
        return card;
    }

    /** The same; while {@code dialog} is shown the keyboard belongs to it. */
    private <C extends ModalPane> C takingKeys(C dialog) {
        over(dialog).displayProperty().addListener((o, before, shown) -> {
            if (shown) actions.listen(layers.getScene(), null);
            else actions.listen(null, layers.getScene());
        });
        return dialog;
    }

    /** Shows {@code newest} of all failures; null closes its dialog. Nothing happens before there is a window. */
    void show(@Nullable Failure newest) {
        if (layers.getScene() == null || newest == null && failure == null) return;
        if (failure == null)
            failure = takingKeys(new FailureDialog(failures::dismiss, this::chooseFile, session.exporter()::saveModel));
        endHover.run();
        failure.show(newest);
    }

    /** Shows pictures that are about to be opened; null closes their dialog. */
    void show(@Nullable Asked pictures) {
        if (data == null) data = takingKeys(new DataDialog(session.dataOpening()));
        endHover.run();
        data.show(pictures);
    }

    /** Asks where to, and saves the model there. */
    void saveModel() {
        chooseFile().ifPresent(session.exporter()::saveModel);
    }

    private Optional<Path> chooseFile() {
        return FailureDialog.chooseFile(layers.getScene().getWindow());
    }

    /** Explains a line of the health list. */
    void explain(Diagnosis diagnosis) {
        if (why == null) why = over(new WhyCard(session.debug().doctor()::treat));
        endHover.run();
        why.explain(diagnosis);
    }

    /**
     * Opens or closes the finder.
     *
     * @param form in which settings are found
     * @param showSettings brings the form into sight
     */
    void find(Node form, Runnable showSettings) {
        if (finder == null) {
            var everything = new Everything(session, actions, form, explanations::open, () -> {
                actions.run(Keys.EXPLORE);
                showSettings.run();
            });
            finder = over(new FinderCard(everything::commandsAndSettings, everything::images));
        }
        endHover.run();
        finder.toggle();
    }

    /** F1 explains what the pointer or the keyboard is at; asked again, or at nothing, the window as a whole. */
    private void explainOrHelp() {
        boolean shown = help != null && help.isDisplay();
        if (shown || !explanations.explainHere()) help().next();
    }

    private GlossaryCard glossary() {
        if (glossary == null) glossary = over(new GlossaryCard(explanations));
        endHover.run();
        return glossary;
    }

    private HelpCard help() {
        if (help == null) help = over(new HelpCard(actions));
        endHover.run();
        return help;
    }

    private EventsCard events() {
        if (events == null) events = over(new EventsCard(session.run(), session.timeMachine()::goTo));
        endHover.run();
        return events;
    }
}
