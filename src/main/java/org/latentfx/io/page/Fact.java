package org.latentfx.io.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latentfx.data.Datasets;
import org.latentfx.io.ModelFile;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Texts;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/** One line about a run, such as its learning rate. */
record Fact(String label, String value) {
    /** What a run was made of: images, how far it went, every setting. */
    static List<Fact> ofRun(ModelFile.Content model) {
        var facts = new ArrayList<Fact>();
        var configuration = model.weights().configuration();
        var format = configuration.format();
        facts.add(new Fact(format.wording().of("page.fact.data"), Datasets.title(model.data())));
        String sides = configuration.width() + " × " + configuration.height();
        String pixels = format.inColour() ? Texts.of("page.fact.colour", sides) : sides;
        if (!format.letters()) facts.add(new Fact(Texts.of("page.fact.pixels"), pixels));
        facts.add(new Fact(Texts.of("page.fact.epochs"), number(model.epoch())));
        facts.add(new Fact(Texts.of("page.fact.steps"), number(model.step())));
        for (Setting<?> setting : Settings.ALL)
            if (Settings.matters(setting, model.hyperparameters()))
                facts.add(new Fact(setting.label(), value(setting, model)));
        return facts;
    }

    /** The text of {@code key}, or that of its own which models of {@code kind} have. */
    static String text(String key, ModelKind kind, Object... arguments) {
        String own = key + "." + kind.key();
        return Texts.of(Texts.has(own) ? own : key, arguments);
    }

    private static <T> String value(Setting<T> setting, ModelFile.Content model) {
        T value = setting.get(model.hyperparameters());
        boolean named = setting.kind() == Setting.Kind.CHOICE || setting.kind() == Setting.Kind.SWITCH;
        return named ? setting.choiceLabel(String.valueOf(value)) : setting.format(value);
    }

    /** Under which terms the images come that the model has learnt from. */
    static String licence(ModelFile.Content model) {
        String key = "page.licence." + model.data();
        return Texts.has(key) ? Texts.of(key) : Texts.of("page.licence.own", Datasets.title(model.data()));
    }

    /** A figure with as many digits as can be read, in groups of thousands. */
    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** A whole number in groups of thousands. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number for a machine, to three digits. */
    static String plain(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
