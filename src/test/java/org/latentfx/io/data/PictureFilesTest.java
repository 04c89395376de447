package org.latentfx.io.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataDescription.ClassCount;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.text.Refusal;

class PictureFilesTest {
    /** A lossless WebP of 5 × 4 red pixels. */
    private static final String WEBP = "UklGRhwAAABXRUJQVlA4TA8AAAAvBMAAAAcQ/Y/+ByKi/wEA";

    @TempDir
    Path folder;

    /** A picture of 6 × 4 with one white pixel on black. */
    private static byte[] picture(String format, int at) {
        var image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(at % 6, at / 6, 0xFFFFFF);
        var bytes = new ByteArrayOutputStream();
        try {
            assertTrue(ImageIO.write(image, format, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static ImportedData read(Path path) {
        return DataFiles.read(path.toString(), DataImport.GUESSED, Progress.NONE);
    }

    private static Object[] twelve() {
        var files = new Object[24];
        for (int i = 0; i < 12; i++) {
            files[2 * i] = "set/" + (i < 6 ? "cats" : "dogs") + "/" + (char) ('a' + i) + ".png";
            files[2 * i + 1] = picture("png", i);
        }
        return files;
    }

    @Test
    void folder_zip_and_tar_give_the_same_pictures_with_folders_as_classes() throws IOException {
        Object[] files = twelve();
        for (int i = 0; i < files.length; i += 2) put((String) files[i], (byte[]) files[i + 1]);
        put("set/cats/notes.txt", new byte[10]);
        ImportedData fromFolder = read(folder.resolve("set"));
        Path zip = Files.write(folder.resolve("a.zip"), Numpy.zip(true, files));
        Path tar = folder.resolve("a.tar.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(tar))) {
            Numpy.tar(out, files);
        }
        assertEquals(
                List.of(new ClassCount("cats", 6), new ClassCount("dogs", 6)),
                fromFolder.description().classes());
        assertEquals(PictureFormat.grey(6, 4), fromFolder.description().format());
        for (ImportedData other : List.of(read(zip), read(tar))) {
            assertEquals(fromFolder.description().classes(), other.description().classes());
            assertArrayEquals(
                    fromFolder.split().train().pixels(), other.split().train().pixels());
            assertArrayEquals(
                    fromFolder.split().test().labels(), other.split().test().labels());
        }
    }

    @Test
    void folders_called_train_and_test_are_parts_and_not_classes() throws IOException {
        for (int i = 0; i < 4; i++) {
            put("train/one/" + i + ".png", picture("png", i));
            put("train/two/" + i + ".gif", picture("gif", i + 4));
            put("test/one/" + i + ".bmp", picture("bmp", i + 8));
        }
        ImportedData data = read(folder);
        assertEquals(8, data.split().train().size());
        assertEquals(4, data.split().test().size());
        assertEquals(List.of("one", "two"), data.split().train().classNames());
    }

    @Test
    void folders_that_file_managers_hide_are_no_classes() throws IOException {
        for (int i = 0; i < 4; i++) {
            put("one/" + i + ".png", picture("png", i));
            put("two/" + i + ".png", picture("png", i + 4));
            put(".thumbnails/" + i + ".png", picture("png", i));
            put("two/.git/" + i + ".png", picture("png", i));
        }
        ImportedData data = read(folder);
        assertEquals(
                List.of(new ClassCount("one", 4), new ClassCount("two", 4)),
                data.description().classes());
    }

    @Test
    void a_damaged_picture_among_many_is_left_out_and_told() throws IOException {
        for (int i = 0; i < 12; i++) put(i + ".png", picture("png", i));
        put("bad.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 0});
        ImportedData data = read(folder);
        assertEquals(12, data.description().images());
        assertTrue(data.description().notes().stream().anyMatch(note -> note.contains("bad.png")));
    }

    @Test
    void pictures_that_are_said_to_have_no_width_are_damaged() throws IOException {
        for (String name : new String[] {"a.gif", "b.gif"}) {
            byte[] gif = picture("gif", 0);
            int descriptor = new String(gif, StandardCharsets.ISO_8859_1).indexOf(',', 13);
            gif[6] = gif[7] = gif[descriptor + 5] = gif[descriptor + 6] = 0;
            put(name, gif);
        }
        var refusal = assertThrows(Refusal.class, () -> read(folder));
        assertTrue(refusal.getMessage().contains(".gif"), refusal.getMessage());
    }

    @Test
    void names_that_lead_out_of_an_archive_and_names_given_twice_are_refused() throws IOException {
        Path out = Files.write(
                folder.resolve("out.zip"), Numpy.zip(false, "../a.png", picture("png", 1), "b.png", picture("png", 2)));
        String sentence = assertThrows(Refusal.class, () -> read(out)).getMessage();
        assertTrue(sentence.contains("leads out of it"), sentence);
        Path twice = folder.resolve("twice.tar");
        try (var stream = Files.newOutputStream(twice)) {
            Numpy.tar(stream, "a.png", picture("png", 1), "a.png", picture("png", 2));
        }
        assertTrue(assertThrows(Refusal.class, () -> read(twice)).getMessage().contains("twice"));
    }

    @Test
    void a_sheet_is_cut_into_tiles_and_empty_ones_at_its_end_are_passed_over() throws IOException {
        var sheet = new BufferedImage(20, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 7; i++) sheet.getRaster().setSample(i % 5 * 4 + 1, i / 5 * 4 + 2, 0, 200);
        ImageIO.write(sheet, "png", folder.resolve("sheet.png").toFile());
        var how = DataImport.GUESSED.with(new Meaning("", "", null, new Size(4, 4)));
        ImportedData data = DataFiles.read(folder.resolve("sheet.png").toString(), how, Progress.NONE);
        assertEquals(7, data.description().images());
        assertEquals((byte) 200, data.split().train().pixels()[2 * 4 + 1]);
        String asked = assertThrows(Refusal.class, () -> read(folder.resolve("sheet.png")))
                .getMessage();
        assertTrue(asked.contains("20 × 8") && asked.contains("--tile"), asked);
    }

    @Test
    void pictures_that_browsers_save_are_read() throws IOException {
        byte[] webp = Base64.getDecoder().decode(WEBP);
        put("a.webp", webp);
        put("b.webp", webp);
        ImportedData data = read(folder);
        assertEquals(new PictureFormat(5, 4, 3), data.description().format());
        byte[] first = Arrays.copyOf(data.split().train().pixels(), 3);
        assertArrayEquals(new byte[] {-1, 0, 0}, first);
    }
}
