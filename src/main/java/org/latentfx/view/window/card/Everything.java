package org.latentfx.view.window.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Node;
import org.latentfx.data.ImageSet;
import org.latentfx.session.Session;
import org.latentfx.text.Texts;
import org.latentfx.text.Wording;
import org.latentfx.train.Settings;
import org.latentfx.view.command.Actions;
import org.latentfx.view.explain.Terms;

/** What the finder can find: commands, settings, terms of the glossary and held-out images. FX thread only. */
public final class Everything {
    private static final int MOST_IMAGES = 5;

    private final Session session;
    private final Actions actions;
    private final Node form;
    private final Consumer<String> explain;
    private final Runnable showSettings;

    /**
     * @param form in which settings are looked up
     * @param explain asked to explain a term, by its key
     * @param showSettings brings the form into sight
     */
    public Everything(Session session, Actions actions, Node form, Consumer<String> explain, Runnable showSettings) {
        this.session = session;
        this.actions = actions;
        this.form = form;
        this.explain = explain;
        this.showSettings = showSettings;
    }

    /** Every command that can be done now, every setting that is shown, and every term that is explained. */
    public List<Found> commandsAndSettings() {
        var all = new ArrayList<Found>();
        for (var command : actions.all()) {
            if (!command.possible().getValue()) continue;
            String name = command.name().getValue();
            String whole = command.submenu().isEmpty() ? name : Texts.of("finder.within", command.submenu(), name);
            String note = command.keys().isEmpty() ? command.menu().label() : command.keys();
            // by its own name as well: it comes before a term that begins so
            all.add(new Found(whole, note, command::run, List.of(name)));
        }
        for (var setting : Settings.ALL) {
            Node control = form.lookup("#setting-" + setting.key());
            if (control != null && control.getParent().isVisible())
                all.add(new Found(setting.label(), Texts.of("finder.setting"), () -> {
                    showSettings.run();
                    control.requestFocus();
                }));
        }
        for (var entry : Terms.all())
            all.add(new Found(
                    entry.name(), Texts.of("explain.finder"), () -> explain.accept(entry.key()), entry.words()));
        return all;
    }

    /** The image of a number, and the first images of the classes whose names begin so. */
    public List<Found> images(String typed) {
        var points = session.encodings().pointsProperty().get();
        if (points == null) return List.of();
        ImageSet images = points.images();
        Wording wording = images.format().wording();
        String text = typed.strip().toLowerCase(Locale.ROOT);
        var numbered = text.matches("\\d{1,9}")
                ? IntStream.of(Integer.parseInt(text)).filter(i -> i < images.size())
                : IntStream.empty();
        var ofClass = IntStream.range(0, images.size())
                .filter(i -> className(images, i).toLowerCase(Locale.ROOT).startsWith(text))
                .limit(MOST_IMAGES);
        return Stream.concat(numbered.boxed(), ofClass.boxed())
                .map(i -> new Found(
                        wording.of("finder.image", i, className(images, i)),
                        wording.of("finder.image.kind"),
                        () -> session.probe().takeImage(i)))
                .toList();
    }

    private static String className(ImageSet images, int i) {
        return images.className(images.labels()[i] & 0xff);
    }
}
