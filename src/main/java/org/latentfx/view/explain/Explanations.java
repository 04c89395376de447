package org.latentfx.view.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.Session;
import org.latentfx.text.Glossary;
import org.latentfx.text.Glossary.Entry;
import org.latentfx.text.Wording;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;

/**
 * The explaining cards that lie over the window: a click on an explained word opens one, so do Ctrl+click on anything
 * that is about a term, and F1 at the pointer or the keyboard. Cards stay until they are closed; their numbers follow
 * the moment shown. FX thread only.
 */
public final class Explanations extends Pane {
    private static final double MARGIN = 16;

    /** Under the transport. */
    private static final double TOP = 84;

    /** How far from what it explains. */
    private static final double BESIDE = 28;

    /** How far each card lies from the one before. */
    private static final double STEP = 34;

    /** More would hide the window: the oldest goes. */
    private static final int MOST = 4;

    /** Numbers change so often while a model learns that nobody could read them. */
    private static final Duration PACE = Duration.millis(250);

    private final LiveFigures figures;
    private final SlipView.Maker slips;
    private final ObservableValue<Wording> wording;
    private final List<ExplainCard> cards = new ArrayList<>();
    private final PauseTransition pause = new PauseTransition(PACE);
    private Subscription following = Subscription.EMPTY;
    private @Nullable Node pointed;
    private boolean swallow;

    public Explanations(Session session) {
        figures = new LiveFigures(session);
        wording = session.run().wordingProperty();
        slips = new SlipView.Maker(session.slips());
        getStyleClass().add("explanations");
        getStylesheets().add(Stylesheets.EXPLAIN.address());
        setPickOnBounds(false);
        pause.setOnFinished(event -> cards.forEach(ExplainCard::refresh));
    }

    LiveFigures figures() {
        return figures;
    }

    /** What the data of the run looked at are called. */
    Wording wording() {
        return wording.getValue();
    }

    EntryView.Slips slips() {
        return slips;
    }

    /** A view of one entry for another place, whose links show there what they lead to. */
    public EntryView view(Entry first, Consumer<String> open) {
        return new EntryView(this, open, first);
    }

    /** From now on clicks and the pointer within {@code window} are heeded. */
    public void listen(Node window) {
        window.addEventFilter(MouseEvent.MOUSE_MOVED, event -> pointed = target(event));
        window.addEventFilter(MouseEvent.MOUSE_EXITED, event -> {
            if (event.getTarget() == window) pointed = null;
        });
        window.addEventFilter(MouseEvent.MOUSE_PRESSED, this::askedFor);
        for (var type : List.of(MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED))
            window.addEventFilter(type, event -> {
                if (swallow) event.consume();
            });
        window.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    }

    private static @Nullable Node target(MouseEvent event) {
        return event.getPickResult().getIntersectedNode();
    }

    /** Ctrl+click explains whatever is about something, and does nothing else. */
    private void askedFor(MouseEvent event) {
        swallow = false;
        if (event.getButton() != MouseButton.PRIMARY || !event.isShortcutDown()) return;
        String key = Tips.termAt(target(event));
        if (key == null) return;
        swallow = true;
        event.consume();
        open(key, target(event));
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress() || event.getClickCount() > 1) return;
        String key = Tips.clickedTerm(target(event));
        if (key != null) open(key, target(event));
    }

    // ---- cards ----

    /** Explains what the pointer rests on, or what has the keyboard. Returns false if there is nothing to explain. */
    public boolean explainHere() {
        Node at = pointed == null || pointed.getScene() == null ? null : pointed;
        if (Tips.termAt(at) == null) at = getScene().getFocusOwner();
        String key = Tips.termAt(at);
        if (key == null || !cards.isEmpty() && newest().shown().key().equals(key)) return false;
        open(key, at);
        return true;
    }

    private ExplainCard newest() {
        return cards.get(cards.size() - 1);
    }

    /** Opens a card for the term called {@code key}, with the keyboard; one that is there already comes to the top. */
    public void open(String key) {
        open(key, null);
    }

    /** As above, beside {@code source}. */
    private void open(String key, @Nullable Node source) {
        Entry entry = Glossary.named(key);
        for (ExplainCard card : cards)
            if (card.shown().equals(entry)) {
                cards.remove(card);
                cards.add(card);
                front(card);
                return;
            }
        if (cards.size() == MOST) close(cards.get(0));
        var card = new ExplainCard(this, entry, this::close);
        card.setId("explain-card-" + entry.key());
        place(card, source);
        if (cards.isEmpty()) following = figures.subscribe(this::changed);
        cards.add(card);
        getChildren().add(card);
        front(card);
    }

    private void front(ExplainCard card) {
        toFront();
        card.toFront();
        card.requestFocus();
    }

    /** Beside what it explains, or at the right edge; a little further down where there is one already. */
    private void place(ExplainCard card, @Nullable Node source) {
        double x = getWidth() - ExplainCard.WIDTH - MARGIN;
        double y = TOP;
        if (source != null) {
            Bounds at = sceneToLocal(source.localToScene(source.getLayoutBounds()));
            x = at.getMaxX() + BESIDE <= x ? at.getMaxX() + BESIDE : at.getMinX() - BESIDE - ExplainCard.WIDTH;
            y = at.getMinY() - TOP / 2;
        }
        x = Math.max(MARGIN, x);
        while (taken(x, y)) y += STEP;
        card.setLayoutX(x);
        card.setLayoutY(Math.max(MARGIN, y));
    }

    private boolean taken(double x, double y) {
        return cards.stream()
                .anyMatch(card -> Math.abs(card.getLayoutX() - x) < ExplainCard.WIDTH
                        && Math.abs(card.getLayoutY() - y) < STEP - 1);
    }

    /** Closes the card opened last. Returns false if there is none. */
    public boolean closeNewest() {
        if (cards.isEmpty()) return false;
        close(newest());
        return true;
    }

    private void close(ExplainCard card) {
        boolean had = card.isFocusWithin();
        cards.remove(card);
        getChildren().remove(card);
        if (cards.isEmpty()) {
            following.unsubscribe();
            following = Subscription.EMPTY;
            pause.stop();
        }
        if (!had) return;
        if (cards.isEmpty()) getParent().requestFocus();
        else newest().requestFocus();
    }

    private void changed() {
        if (pause.getStatus() != PauseTransition.Status.RUNNING) pause.playFromStart();
    }

    /** Cards stay within the window. */
    @Override
    protected void layoutChildren() {
        for (ExplainCard card : cards) {
            double height = Math.min(card.prefHeight(ExplainCard.WIDTH), getHeight() - 2 * MARGIN);
            double x = Math.max(MARGIN, Math.min(getWidth() - ExplainCard.WIDTH - MARGIN, card.getLayoutX()));
            double y = Math.max(MARGIN, Math.min(getHeight() - height - MARGIN, card.getLayoutY()));
            card.resizeRelocate(x, y, ExplainCard.WIDTH, height);
        }
    }
}
