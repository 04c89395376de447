package org.latentfx.view.data;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Fitting;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Share;
import org.latentfx.data.DataImport.Size;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Tips;

/** How pictures are to be read, as a form; an empty field stands for what is guessed. FX thread only. */
final class DataOptions extends GridPane {
    private static final Predicate<String> ANY = text -> true;
    private static final Predicate<String> SIZE = text -> text.isEmpty() || Size.parse(text) != null;
    private static final Predicate<String> COUNT = text -> text.isEmpty() || text.matches("[1-9]\\d{0,8}");

    private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");

    private final Consumer<DataImport> changed;
    private final List<BooleanSupplier> valid = new ArrayList<>();
    private final TextField size = field("size", SIZE);
    private final CheckBox crop = box("crop");
    private final CheckBox invert = box("invert");
    private final CheckBox transpose = box("transpose");
    private final CheckBox stretch = box("stretch");
    private final CheckBox grey = box("grey");
    private final TextField most = field("max", COUNT);
    private final TextField heldOut = field("held-out", text -> COUNT.test(text) && !text.equals("1"));
    private final TextField seed = field("seed", text -> text.isEmpty() || text.matches("\\d{1,9}"));
    private final TextField key = field("key", ANY);
    private final TextField labels = field("labels", ANY);
    private final TextField shape = field("shape", SIZE);
    private final TextField tile = field("tile", SIZE);
    /** What means something for numbers in a file or a sheet, not for a folder of picture files. */
    private final List<TextField> ofFiles = List.of(key, labels, shape, tile);

    /** What means something for words. */
    private final List<TextField> ofWords = List.of(most, heldOut, seed);

    private boolean filling;

    /** @param changed told each new choice that can be read */
    DataOptions(Consumer<DataImport> changed) {
        this.changed = changed;
        getStyleClass().add("data-options");
    }

    private TextField field(String name, Predicate<String> right) {
        var field = new TextField();
        field.setId("data-" + name);
        field.setPromptText(Texts.of("data.option." + name + ".prompt"));
        field.setPrefColumnCount(9);
        field.setAccessibleText(Texts.of("data.option." + name));
        Tips.say(field, Texts.of("data.option." + name + ".help"));
        field.textProperty()
                .addListener((o, before, now) ->
                        field.pseudoClassStateChanged(Styles.STATE_DANGER, !right.test(now.strip())));
        field.setOnAction(e -> tell());
        field.focusedProperty().addListener((o, before, now) -> {
            if (!now) tell();
        });
        valid.add(() -> right.test(field.getText().strip()));
        addRow(getRowCount(), new Label(Texts.of("data.option." + name)), field);
        return field;
    }

    private CheckBox box(String name) {
        var box = new CheckBox(Texts.of("data.option." + name));
        box.setId("data-" + name);
        Tips.say(box, Texts.of("data.option." + name + ".help"));
        box.setOnAction(e -> tell());
        add(box, 1, getRowCount());
        return box;
    }

    /** Shows {@code how} without telling it as a change. */
    void show(DataImport how) {
        filling = true;
        size.setText(text(how.fitting().size()));
        crop.setSelected(how.fitting().crop());
        invert.setSelected(how.fitting().invert());
        transpose.setSelected(how.fitting().transpose());
        stretch.setSelected(how.stretch());
        grey.setSelected(how.fitting().grey());
        most.setText(how.share().most() == 0 ? "" : String.valueOf(how.share().most()));
        Share guessed = DataImport.GUESSED.share();
        heldOut.setText(
                how.share().heldOutOf() == guessed.heldOutOf()
                        ? ""
                        : "" + how.share().heldOutOf());
        seed.setText(
                how.share().seed() == guessed.seed() ? "" : "" + how.share().seed());
        key.setText(how.meaning().key());
        labels.setText(how.meaning().labels());
        shape.setText(text(how.meaning().shape()));
        tile.setText(text(how.meaning().tile()));
        filling = false;
    }

    /** Shows only what means something for a {@code folder} of picture files, for words, or for any other file. */
    void suit(boolean folder, boolean words) {
        for (Node child : getChildren()) {
            boolean idle = words ? !besides(ofWords, child) : folder && besides(ofFiles, child);
            child.setVisible(!idle);
            child.setManaged(!idle);
        }
    }

    /** Whether {@code child} stands in the row of one of {@code fields}. */
    private static boolean besides(List<TextField> fields, Node child) {
        return fields.stream().anyMatch(field -> getRowIndex(field).equals(getRowIndex(child)));
    }

    /** Says which size is taken where none is asked for. */
    void taken(int width, int height) {
        size.setPromptText(width + "x" + height);
    }

    /** Asks for {@code now} as if it had been typed. The field takes the focus, as what was clicked goes away. */
    void resize(Size now) {
        size.setText(text(now));
        size.requestFocus();
        tell();
    }

    private void tell() {
        if (filling || !valid.stream().allMatch(BooleanSupplier::getAsBoolean)) return;
        Share guessed = DataImport.GUESSED.share();
        changed.accept(new DataImport(
                new Meaning(text(key), text(labels), size(shape), size(tile)),
                new Fitting(
                        size(size), crop.isSelected(), invert.isSelected(), transpose.isSelected(), grey.isSelected()),
                new Share(
                        (int) number(most, 0),
                        (int) number(heldOut, guessed.heldOutOf()),
                        number(seed, guessed.seed())),
                stretch.isSelected()));
    }

    private static String text(TextField field) {
        return field.getText().strip();
    }

    private static String text(@Nullable Size size) {
        return size == null ? "" : size.width() + "x" + size.height();
    }

    private static @Nullable Size size(TextField field) {
        return Size.parse(text(field));
    }

    private static long number(TextField field, long otherwise) {
        return text(field).isEmpty() ? otherwise : Long.parseLong(text(field));
    }

    /** {@code sentence} with the names of these fields where it has those of the command line's options. */
    static String named(String sentence) {
        return OPTION.matcher(sentence).replaceAll(found -> {
            String option = found.group(1).equals("label-column") ? "labels" : found.group(1);
            String key = "data.option." + option;
            return Matcher.quoteReplacement(Texts.has(key) ? "“" + Texts.of(key) + "”" : found.group());
        });
    }
}
