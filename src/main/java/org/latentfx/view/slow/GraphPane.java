package org.latentfx.view.slow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.session.slow.Stage;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.slow.Links.Link;
import org.latentfx.view.slow.Part.Kind;

/**
 * The graph of a model: what is computed of each image within the plate, the weights that all share below it; dashed is
 * what infers (q), solid what generates (p). With a step it is filled as far as the step is shown. Pointing at a part
 * shows which terms of the loss it serves. FX thread only.
 */
final class GraphPane extends Region {
    private final Region plate = new Region();
    private final PlotLabels labels = new PlotLabels();
    private final List<Arrow> arrows = new ArrayList<>();
    private final Map<Part, PartBox> boxes = new HashMap<>();
    private final Consumer<Part> chosen;
    private @Nullable ModelConfiguration model;
    private @Nullable PartFilling filling;

    /** @param chosen told which part is clicked */
    GraphPane(Consumer<Part> chosen) {
        this.chosen = chosen;
        getStyleClass().add("slow-graph");
        plate.getStyleClass().add("slow-plate");
        plate.setManaged(false);
        setMinSize(0, 0);
        getChildren().addAll(plate, labels);
    }

    @Nullable
    PartBox box(Part part) {
        return boxes.get(part);
    }

    /** Draws the graph of {@code now}; nothing happens if it is drawn already. */
    void show(ModelConfiguration now) {
        if (now.equals(model)) return;
        model = now;
        getChildren().removeAll(boxes.values());
        boxes.clear();
        var words = new PartWords(now);
        for (Part part : Part.all(now)) {
            var box = new PartBox(part, content(part.kind()));
            box.name(words.name(part), words.symbol(part), words.tip(part));
            box.setCursor(Cursor.HAND);
            box.setOnMouseEntered(event -> point(part));
            box.setOnMouseExited(event -> point(null));
            box.setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY) chosen.accept(part);
            });
            boxes.put(part, box);
            getChildren().add(box);
        }
        fill(null);
    }

    private static Region content(Kind kind) {
        return switch (kind) {
            case INPUT, OUTPUT, RECONSTRUCTION, ENCODER, DECODER -> new TilePicture();
            case MU -> new LatentBars("mu", -3.5, 3.5);
            case LOG_VAR -> new LatentBars("sigma", -7, 7);
            case NOISE -> new LatentBars("epsilon", -3.5, 3.5);
            case LATENT -> new LatentBars("z", -3.5, 3.5);
            case KL -> new LatentBars("kl", 0, 5);
            case WEIGHTS -> new Level();
            case OPINION, GENERATOR, DISCRIMINATOR -> new Region(); // words alone
        };
    }

    /** Fills it; null leaves the model alone. */
    void fill(@Nullable PartFilling now) {
        ModelConfiguration of = model;
        if (of == null) return;
        filling = now;
        Shown step = now == null ? null : now.step();
        var words = new PartWords(of);
        boxes.forEach((part, box) -> {
            box.say(now == null || step == null ? words.rest(part) : words.during(part, step, now.stage()));
            box.mark(now != null && now.active(part), now == null || !now.reached(part));
            if (now != null) now.fill(part, box);
            else box.figure("", "");
        });
        requestLayout();
    }

    /** Shows what serves the same terms of the loss as {@code part}. */
    private void point(@Nullable Part part) {
        ModelConfiguration of = model;
        if (of == null) return;
        int depth = of.hidden().size();
        boxes.forEach((each, box) -> box.serves(part != null && serves(part, each, depth)));
    }

    /** From a part to its terms, and from a term to its parts. */
    private static boolean serves(Part part, Part each, int depth) {
        if (each.equals(part)) return true;
        if (Part.TERMS.contains(part.kind())) return each.serves(part.kind(), depth);
        return Part.TERMS.contains(each.kind()) && part.serves(each.kind(), depth);
    }

    @Override
    protected void layoutChildren() {
        ModelConfiguration of = model;
        if (of == null || getWidth() < 1 || getHeight() < 1) return;
        var layout = GraphLayout.of(of, getWidth(), getHeight());
        Rectangle2D around = layout.plate();
        plate.resizeRelocate(around.getMinX(), around.getMinY(), around.getWidth(), around.getHeight());
        boxes.forEach((part, box) -> {
            Rectangle2D at = layout.place(part);
            box.resizeRelocate(at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight());
        });
        draw(Links.of(layout));
        headings(of, layout);
    }

    private void draw(List<Link> links) {
        Stage stage = filling == null || filling.step() == null ? null : filling.stage();
        while (arrows.size() < links.size()) {
            var arrow = new Arrow();
            arrows.add(arrow);
            getChildren().add(1, arrow); // over the plate, under the parts
        }
        for (int i = 0; i < arrows.size(); i++) {
            arrows.get(i).setVisible(i < links.size());
            if (i >= links.size()) continue;
            Link link = links.get(i);
            boolean weights = link.look().equals("weights");
            boolean active = link.stage() == stage || weights && stage == Stage.GRADIENTS;
            arrows.get(i).show(link.points(), link.look(), active, weights && stage == Stage.GRADIENTS);
        }
    }

    private void headings(ModelConfiguration of, GraphLayout layout) {
        labels.resizeRelocate(0, 0, getWidth(), getHeight());
        labels.toFront();
        labels.begin();
        Rectangle2D first = layout.place(layout.output(0));
        Rectangle2D z = layout.place(Kind.LATENT);
        Rectangle2D last = layout.place(Kind.OUTPUT);
        if (layout.has(Kind.OPINION)) {
            heading(z.getMinX(), last.getMinX(), "slow.heading.generator");
            heading(first.getMinX(), layout.place(Kind.OPINION).getMaxX(), "slow.heading.discriminator");
            first = layout.place(layout.output(layout.depth() + 1));
        } else {
            String kind = !layout.has(Kind.KL) ? ".point" : of.classes() > 0 ? ".told" : "";
            heading(first.getMinX(), z.getMinX() - 4, "slow.heading.q" + kind);
            heading(z.getMaxX() + 4, last.getMaxX(), "slow.heading.p" + kind);
        }
        Rectangle2D plateAt = layout.plate();
        int batch =
                filling == null || filling.step() == null ? 0 : filling.trace().batch();
        labels.addWhole(
                plateAt.getMinX() + 10,
                plateAt.getMaxY() - PlotLabels.HEIGHT - 3,
                first.getMinX() + first.getWidth() / 2 - plateAt.getMinX() - 16,
                HPos.LEFT,
                "slow-plate-words",
                "",
                batch == 0 ? SceneWording.text(this, "slow.plate") : SceneWording.text(this, "slow.plate.batch", batch),
                batch == 0 ? "" : Texts.of("slow.plate.brief", batch));
        labels.end();
    }

    private void heading(double from, double to, String key) {
        labels.addWhole(
                from - 30, 4, to - from + 60, HPos.CENTER, "slow-heading", "", Texts.of(key), Texts.of(key + ".brief"));
    }
}
