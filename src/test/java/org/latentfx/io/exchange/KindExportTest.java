package org.latentfx.io.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.io.ModelFile;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.Decoder;
import org.latentfx.model.kind.Capability;
import org.latentfx.text.Refusal;
import org.latentfx.train.History;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

class KindExportTest {
    private static final DataSplit DATA = new DataSplit(
            "sprites", Sprites.generate(60, 1).images(), Sprites.generate(50, 2).images());

    @TempDir
    Path folder;

    private static Exported of(String kind) {
        return of(
                Map.of("model", kind, "hidden", "6", "latents", "3", "code-size", "1", "classes", "3", "batch", "20"));
    }

    private static Exported of(Map<String, String> texts) {
        var settings = Settings.fromTexts(Preset.MAP.hyperparameters(), texts);
        try (var workers = new Workers(1)) {
            var trainer = new Trainer(DATA, settings, Kernels.named("ejml"), workers);
            trainer.step();
            trainer.step();
            trainer.measureHeldOut();
            var state = trainer.state();
            var model = new ModelFile.Content(state.weights(), settings, 0, 2, "sprites", state.dataChecksum());
            return new Exported(model, state.history(), Kernels.named("ejml"), () -> DATA, new Choices(1, 7, 1, 1));
        }
    }

    private Path written(String form, Exported from) {
        var kind = ExportKind.named(form);
        Path out = folder.resolve("run-" + form + kind.ending());
        kind.write(from, out, true, Progress.NONE);
        return out;
    }

    private static void isXml(String page) throws Exception {
        var bytes = new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8));
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(bytes);
    }

    private static List<String> entries(Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName().replace(".npy", ""))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ae,   'z label index class_names', 'index,label,class,z_0,z_1,z_2', train_reconstruction, 4",
        "vqvae, 'z label index class_names', 'index,label,class,z_0,z_1,z_2', train_perplexity, 4",
        "cvae, 'mu log_var label index class_names', 'index,label,class,mu_0,mu_1,mu_2,log_var_0,log_var_1,log_var_2',"
                + " train_kl, 4",
        "iwae, 'mu log_var label index class_names', 'index,label,class,mu_0,mu_1,mu_2,log_var_0,log_var_1,log_var_2',"
                + " train_bound, 4",
        "tcvae, 'mu log_var label index class_names', 'index,label,class,mu_0,mu_1,mu_2,log_var_0,log_var_1,log_var_2',"
                + " train_total_correlation, 4",
        "gan,  '', 'series,step,discriminator_nats_per_image,generator_nats_per_image,d_real_probability,"
                + "d_fake_probability', train_d_real, 2"
    })
    void everyFormIsMadeOfEveryKindOfWhatThatHas(String kind, String arrays, String columns, String curve, int pictures)
            throws Exception {
        Exported from = of(kind);
        List<String> names = entries(written("npz", from));
        assertTrue(names.contains(curve), names.toString());
        var codes = names.stream().filter(name -> !name.startsWith("train_") && !name.startsWith("held_out_"));
        assertEquals(arrays, String.join(" ", codes.toList()));
        assertEquals(columns, Files.readAllLines(written("csv", from)).get(0));
        for (String form : List.of("png", "svg", "gif")) assertTrue(Files.size(written(form, from)) > 0);
        Path curves = folder.resolve(kind.equals("gan") ? "run-svg.svg" : "run-svg-curves.svg");
        assertFalse(Files.readString(curves).contains("0.00005"), "a level line has an axis to be read");
        try (var files = Files.list(folder)) {
            assertEquals(
                    pictures,
                    files.filter(file -> file.toString().endsWith(".png")).count());
        }
        String decoder = Files.readString(written("html", from));
        assertEquals(kind.equals("cvae"), decoder.contains("<option selected"));
        assertEquals(from.can(Capability.KL_PER_LATENT), decoder.contains(" nats\""));
        String report = Files.readString(written("report", from));
        isXml(report);
        assertEquals(!kind.equals("gan"), report.contains("Reconstructions"));
        assertEquals(from.can(Capability.HAS_PRIOR), report.contains("one sample of z each"));
        assertFalse(report.contains("variational") && !from.can(Capability.HAS_PRIOR), "named as another kind");
        var film = GrowthFilm.of(List.of(0L, 1L), step -> from.model().weights());
        Path gif = folder.resolve("film.gif");
        film.write(from, gif, true, Progress.NONE);
        assertTrue(Files.size(gif) > 0);
    }

    @Test
    void aModelWithoutAnEncoderAndWithoutCurvesSaysWhyThereAreNoCodes() {
        Exported trained = of("gan");
        var alone = new Exported(trained.model(), History.EMPTY, trained.kernel(), trained.data());
        for (String form : List.of("npz", "csv", "svg")) {
            String said = String.valueOf(
                    assertThrows(Refusal.class, () -> written(form, alone)).getMessage());
            assertTrue(said.contains("A GAN has no encoder"), said);
        }
        assertTrue(Files.exists(written("png", alone)));
        assertTrue(Files.exists(written("report", alone)));
    }

    @Test
    void aMadeGivesItsCurvesSamplesAndReportAndSaysWhyItHasNoDecoder() throws Exception {
        Exported from = of("made");
        for (String form : List.of("html", "onnx", "gif")) {
            String said = String.valueOf(
                    assertThrows(Refusal.class, () -> written(form, from)).getMessage());
            assertTrue(said.contains("no latent space"), said);
        }
        assertEquals(
                "series,step,nll_nats_per_image",
                Files.readAllLines(written("csv", from)).get(0));
        for (String form : List.of("safetensors", "npz", "png", "svg", "samples"))
            assertTrue(Files.size(written(form, from)) > 0);
        String report = Files.readString(written("report", from));
        isXml(report);
        assertTrue(report.contains("pixel by pixel") && !report.contains("variational"), "named as what it is");
        var film = GrowthFilm.of(List.of(0L, 1L), step -> from.model().weights());
        film.write(from, folder.resolve("film.gif"), true, Progress.NONE);
    }

    /** Its labels are no guesses: each is the class that the picture beside it was asked for. */
    @Test
    void samplesOfAConditionalModelAreOfEachClassInTurn() throws IOException {
        Exported from = of("cvae");
        Path samples = written("samples", from);
        byte[] labels = Files.readAllBytes(folder.resolve("run-samples-labels-idx1-ubyte"));
        assertArrayEquals(new byte[] {0, 1, 2, 0, 1, 2, 0}, Arrays.copyOfRange(labels, 8, labels.length));
        byte[] images = Files.readAllBytes(folder.resolve("run-samples-images-idx3-ubyte"));
        int values = from.frozen().values();
        float[] z = SampledPictures.ofPrior(from.frozen(), 1, 7, false, Progress.NONE)
                .point(4);
        float[] mean = new float[values];
        new Decoder(from.frozen().given(1), 1).decode(z, 1, mean);
        var shown = new ArrayList<Integer>();
        var expected = new ArrayList<Integer>();
        for (int p = 0; p < values; p++) {
            shown.add(images[16 + 4 * values + p] & 0xff);
            expected.add(Math.round(255 * mean[p]));
        }
        assertEquals(expected, shown);
        assertTrue(entries(samples).contains("labels"));
        assertFalse(entries(written("samples", of("gan"))).contains("labels"));
    }

    @Test
    void aLearntPriorIsDrawnFromAndHasNoGridAndNoKlOfALatent() throws Exception {
        Exported from = of(Map.of("prior", "vamp", "pseudo-inputs", "4", "hidden", "6", "latents", "3", "batch", "20"));
        String page = Files.readString(written("html", from));
        int at = page.indexOf("\"prior\":[[") + 9;
        String components = page.substring(at, page.indexOf("]]", at));
        assertEquals(4, components.split("\\],\\[").length);
        assertEquals(4 * 6, components.split(",").length);
        assertFalse(page.contains(" nats\""));
        written("png", from);
        assertTrue(Files.exists(folder.resolve("run-png-samples.png")));
        assertFalse(Files.exists(folder.resolve("run-png-manifold.png")));
        String report = Files.readString(written("report", from));
        isXml(report);
        assertTrue(report.contains("whose μ varies most") && !report.contains("most KL"), "latents have no KL");
        for (String form : List.of("npz", "csv", "gif", "onnx")) assertTrue(Files.size(written(form, from)) > 0);
    }

    @Test
    void aClassThatThereIsNotIsRefused() {
        Exported from = of("cvae");
        var beyond = new Exported(from.model(), from.history(), from.kernel(), from.data(), Choices.USUAL.given(3));
        assertThrows(Refusal.class, () -> written("png", beyond));
    }
}
