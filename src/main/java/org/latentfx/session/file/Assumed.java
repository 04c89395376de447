package org.latentfx.session.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.Message.Choice;
import org.latentfx.text.Texts;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/** What another program's model does not tell, and a person can: its activation and its likelihood. Pure functions. */
final class Assumed {
    private Assumed() {}

    /**
     * Asks for another value of one of them.
     *
     * @param name of the model
     * @param told what was said so far, by the keys of settings; else it is as the reader assumes
     * @param say told what is said with that value
     */
    static Message question(String name, Map<String, String> told, Consumer<Map<String, String>> say) {
        var choices = new ArrayList<Choice>();
        for (Setting<?> setting : List.of(Settings.ACTIVATION, Settings.LIKELIHOOD))
            choices.addAll(others(setting, told, say));
        return Message.lasting(Texts.of("session.assumed", name), choices.toArray(Choice[]::new));
    }

    private static <T> List<Choice> others(
            Setting<T> setting, Map<String, String> told, Consumer<Map<String, String>> say) {
        String now = told.getOrDefault(setting.key(), setting.format(setting.get(Preset.MAP.hyperparameters())));
        return setting.choices().stream()
                .filter(choice -> !setting.format(choice).equals(now))
                .map(choice -> new Choice(setting.choiceLabel(choice), () -> {
                    var said = new TreeMap<>(told);
                    said.put(setting.key(), setting.format(choice));
                    say.accept(said);
                }))
                .toList();
    }
}
