package org.latentfx.session.label;

import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Derived;
import org.latentfx.session.explore.Explorer;
import org.latentfx.text.Texts;

/**
 * The classes that the model shown is told, by their names among the images, and which of them it is asked for. What it
 * decodes is of that class everywhere; here alone are all classes side by side. None where it is told no class. FX
 * thread only.
 */
public final class Classes {
    private final Explorer explorer;
    private final ReadOnlyObjectWrapper<List<String>> names = new ReadOnlyObjectWrapper<>(List.of());
    private final ObservableValue<Integer> asked;
    private final ReadOnlyObjectWrapper<String> words = new ReadOnlyObjectWrapper<>("");
    private @Nullable ImageSet images;
    private @Nullable FrozenModel decodedBy;
    private @Nullable Decoder decoder;

    public Classes(Explorer explorer) {
        this.explorer = explorer;
        asked = new Derived<>(explorer.modelProperty(), model -> model == null ? 0 : model.label());
        explorer.modelProperty().subscribe(model -> tell());
    }

    /** From now on the held-out images are these. */
    public void choose(ImageSet heldOut) {
        images = heldOut;
        tell();
    }

    private void tell() {
        FrozenModel model = explorer.model();
        int count = model == null ? 0 : model.configuration().classes();
        List<String> now = IntStream.range(0, count).mapToObj(this::named).toList();
        if (!now.equals(names.get())) names.set(now);
        words.set(count == 0 ? "" : Texts.of("label.asked", now.get(asked.getValue())));
    }

    private String named(int label) {
        return images == null ? Integer.toString(label) : images.className(label);
    }

    // ---- properties ----

    /** What each class is called; empty where the model is told none. The list is replaced, never changed. */
    public ReadOnlyObjectProperty<List<String>> namesProperty() {
        return names.getReadOnlyProperty();
    }

    /** The class that is asked for: of everything that is decoded. */
    public ObservableValue<Integer> askedProperty() {
        return asked;
    }

    /** The same in words, such as "as 7"; empty where the model is told none. */
    public ReadOnlyObjectProperty<String> wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** Mean pixels in 0..1 decoded at {@code z} as each class (classes × pixels); empty where there are none. */
    public float[] decode(float[] z) {
        FrozenModel model = explorer.model();
        int count = names.get().size();
        if (model == null || count == 0 || z.length != model.latents()) return new float[0];
        if (decoder == null || decodedBy != model) decoder = new Decoder(model, count);
        decodedBy = model;
        float[] points = new float[count * z.length];
        byte[] labels = new byte[count];
        for (int c = 0; c < count; c++) {
            System.arraycopy(z, 0, points, c * z.length, z.length);
            labels[c] = (byte) c;
        }
        float[] pictures = new float[count * model.values()];
        decoder.decode(points, labels, 0, count, pictures);
        return pictures;
    }

    // ---- commands ----

    /** Asks for class {@code label}; can be undone. Passed over if there is none such. */
    public void ask(int label) {
        if (label >= 0 && label < names.get().size()) explorer.ask(label);
    }

    /** Asks for the class so many after the one asked for, round and round; does nothing where there is none. */
    public void askNext(int after) {
        int count = names.get().size();
        if (count > 0) ask(Math.floorMod(asked.getValue() + after, count));
    }
}
