package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.latentfx.data.DataDescription;
import org.latentfx.data.ImportedData;
import org.latentfx.io.ModelFile;
import org.latentfx.io.data.FileKind;
import org.latentfx.io.session.SessionFile;
import org.latentfx.text.Texts;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code info}: says what a file or folder holds as one JSON object: {@code kind} (data, model or session), {@code
 * format}, for data the pictures, their form in the file, classes with counts and what was guessed; for a model the
 * form of its pictures and how far it was trained; for a session its runs.
 */
public final class InfoVerb implements Verb {
    @Override
    public String name() {
        return "info";
    }

    @Override
    public boolean gainsByFastKernel(List<String> arguments) {
        return false;
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .paramLabel("PATH")
                .type(String.class)
                .required(true)
                .description(Texts.of("cli.info.path"))
                .build());
        SessionFlags.add(spec);
        ImportFlags.add(spec);
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        String path = given.matchedPositionalValue(0, "");
        out.println(
                switch (FileKind.of(path)) {
                    case MODEL -> model(Path.of(path));
                    case SESSION -> session(SessionFlags.read(Path.of(path), given));
                    case PICTURES -> data(ImportFlags.read(path, given));
                });
        return OK;
    }

    private static JsonObject session(SessionFile.Content content) {
        var run = content.run();
        var json = new JsonObject();
        json.addProperty("kind", "session");
        json.addProperty("format", "latentfx");
        json.addProperty("images", content.data().images());
        json.addProperty("width", run.format().width());
        json.addProperty("height", run.format().height());
        json.addProperty("channels", run.format().channels());
        json.addProperty("step", run.position().step());
        json.addProperty("epoch", run.position().epoch());
        json.addProperty("data", run.dataName());
        json.addProperty("saved", content.saved().toString());
        var runs = new JsonArray();
        for (var one : content.runs()) {
            var each = new JsonObject();
            each.addProperty("name", one.name());
            each.addProperty("step", one.state().position().step());
            each.addProperty("epoch", one.state().position().epoch());
            each.addProperty("data", one.state().dataName());
            each.addProperty("lookedAt", one.state() == run);
            runs.add(each);
        }
        json.add("runs", runs);
        json.add("classes", new JsonObject());
        json.add("notes", new JsonArray());
        return json;
    }

    private static JsonObject model(Path file) {
        ModelFile.Content content = ModelFile.read(file);
        var configuration = content.weights().configuration();
        var json = new JsonObject();
        json.addProperty("kind", "model");
        json.addProperty("format", "safetensors");
        json.addProperty("width", configuration.width());
        json.addProperty("height", configuration.height());
        json.addProperty("channels", configuration.format().channels());
        if (!configuration.autoregressive()) json.addProperty("latents", configuration.latents());
        json.addProperty("parameters", configuration.parameterCount());
        json.addProperty("step", content.step());
        json.addProperty("epoch", content.epoch());
        json.addProperty("data", content.data());
        var notes = new JsonArray();
        if (!content.note().isEmpty()) notes.add(content.note());
        json.add("notes", notes);
        return json;
    }

    private static JsonObject data(ImportedData found) {
        DataDescription description = found.description();
        var json = new JsonObject();
        json.addProperty("kind", "data");
        json.addProperty("format", description.kind());
        json.addProperty("images", description.images());
        json.addProperty("heldOut", description.heldOut());
        json.addProperty("width", description.format().width());
        json.addProperty("height", description.format().height());
        json.addProperty("channels", description.format().channels());
        json.addProperty("low", Json.rounded(description.low()));
        json.addProperty("high", Json.rounded(description.high()));
        json.addProperty("usedWidth", found.split().train().width());
        json.addProperty("usedHeight", found.split().train().height());
        json.addProperty("usedChannels", found.split().train().format().channels());
        var classes = new JsonObject();
        for (var one : description.classes()) classes.addProperty(one.name(), one.images());
        json.add("classes", classes);
        var notes = new JsonArray();
        description.notes().forEach(notes::add);
        json.add("notes", notes);
        return json;
    }
}
