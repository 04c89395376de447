package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.ColourShapes;
import org.latentfx.data.DataSplit;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.ModelFile;
import org.latentfx.io.data.DataFiles;
import org.latentfx.io.exchange.ExportKind;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Kernels;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.file.LoadedSession;

/** A small set in colour from the folder to the exports, as from the command line. */
class ColourRunTest {
    private static final int SIDE = 8;
    private static final PictureFormat FORMAT = new PictureFormat(SIDE, SIDE, 3);
    private static final String[] SMALL = {"--hidden", "12", "--latent", "2", "--batch", "16"};

    @TempDir
    Path folder;

    private String pictures;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void drawPictures() throws IOException {
        pictures = folder.resolve("shapes").toString();
        ColourShapes.write(Path.of(pictures), SIDE, 60);
    }

    private void run(String... arguments) {
        out.reset();
        err.reset();
        int code = Main.commandLine()
                .run(
                        arguments,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
    }

    private JsonObject info(String path) {
        run("info", path);
        return JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
    }

    /** A session of {@code epochs}, with the options {@code more}. */
    private String train(String name, int epochs, String... more) {
        String session = folder.resolve(name + ".latentfx").toString();
        String[] first = {"train", "--epochs", "" + epochs, "--out", folder + "/" + name, "--session", session};
        run(Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new));
        return session;
    }

    private String trained(String name, int epochs, String... more) {
        String[] data = {"--data", pictures};
        return train(
                name, epochs, Stream.of(data, SMALL, more).flatMap(Stream::of).toArray(String[]::new));
    }

    @Test
    void info_tells_three_channels_of_the_folder_the_model_and_the_session() {
        String session = trained("run", 1);
        for (String path : List.of(pictures, session, folder + "/run/model.safetensors"))
            assertEquals(3, info(path).get("channels").getAsInt(), path);
    }

    @Test
    void a_session_opens_bit_for_bit_and_goes_on_as_if_it_had_not_stopped() {
        for (String[] how : new String[][] {{}, {"--embed"}}) {
            String one = trained("one" + how.length, 1, how);
            LoadedSession loaded = LoadedSession.read(Path.of(one));
            assertEquals(FORMAT, loaded.data().train().format());
            assertArrayEquals(
                    DataFiles.load(pictures).train().pixels(),
                    loaded.data().train().pixels());
            String two = train("two" + how.length, 2, "--resume", one);
            var whole = SessionFile.read(Path.of(trained("whole" + how.length, 2, how)))
                    .run();
            var continued = SessionFile.read(Path.of(two)).run();
            assertArrayEquals(whole.values(), continued.values());
            assertArrayEquals(whole.secondMoments(), continued.secondMoments());
        }
    }

    @Test
    void a_run_in_grey_reads_its_pictures_in_grey_again() {
        String session = trained("grey", 1, "--grey");
        LoadedSession loaded = LoadedSession.read(Path.of(session));
        assertEquals(FORMAT.inGrey(), loaded.data().train().format());
        assertEquals(1, info(session).get("channels").getAsInt());
        run("evaluate", "--model", folder + "/grey/model.safetensors", "--data", pictures);
        String model = folder + "/grey/model.safetensors";
        run("export", "--from", model, "--as", "csv", "--data", pictures, "--out", folder + "/grey.csv");
    }

    @Test
    void every_form_is_exported_and_decoded_pictures_have_the_models_colours() throws IOException {
        String session = trained("run", 3);
        for (ExportKind kind : ExportKind.ALL)
            run("export", "--from", session, "--as", kind.key(), "--out", folder + "/out." + kind.key());
        var model = ModelFile.read(folder.resolve("run/model.safetensors"));
        var frozen = new FrozenModel(model.weights(), Kernels.named("ejml"));
        float[] values = new float[FORMAT.values()];
        new Decoder(frozen, 1).decode(new float[] {0.5f, -0.5f}, 1, values);
        String png = folder + "/decoded.png";
        run("decode", "--model", folder + "/run/model.safetensors", "--z", "0.5,-0.5", "--out", png);
        BufferedImage picture = ImageIO.read(new File(png));
        for (int i = 0; i < FORMAT.pixels(); i++) {
            int rgb = picture.getRGB(i % SIDE, i / SIDE);
            for (int c = 0; c < 3; c++)
                assertEquals(Math.round(255 * values[3 * i + c]), rgb >> 16 - 8 * c & 0xff, "pixel " + i);
        }
        for (String name : List.of("out-manifold.png", "out-reconstructions.png", "out.gif"))
            assertTrue(showsColour(ImageIO.read(folder.resolve(name).toFile())), name);
        String page = Files.readString(folder.resolve("out.html"));
        assertTrue(page.contains("\"channels\":3"), "the page's script paints in colour");
    }

    private static boolean showsColour(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int red = rgb >> 16 & 0xff;
                if (Math.abs(red - (rgb & 0xff)) > 8 || Math.abs(red - (rgb >> 8 & 0xff)) > 8) return true;
            }
        return false;
    }

    @Test
    void samples_are_a_set_in_colour_that_reads_back() {
        String session = trained("run", 1);
        run("export", "--from", session, "--as", "samples", "--out", folder + "/made.npz", "--count", "30");
        DataSplit npz = DataFiles.load(folder + "/made.npz");
        DataSplit idx = DataFiles.load(folder + "/made-images-idx4-ubyte");
        assertEquals(FORMAT, npz.train().format());
        assertArrayEquals(npz.train().pixels(), idx.train().pixels());
        assertArrayEquals(npz.train().labels(), idx.train().labels());
    }
}
