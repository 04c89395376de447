package org.latentfx.io.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataDescription.ClassCount;
import org.latentfx.data.DataImport;
import org.latentfx.data.DataImport.Meaning;
import org.latentfx.data.DataImport.Share;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.ImageSet;
import org.latentfx.data.ImportedData;
import org.latentfx.data.PictureFormat;
import org.latentfx.text.Refusal;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;

class DataFilesTest {
    private static final int COUNT = 20;
    private static final int SIDE = 4;

    @TempDir
    Path folder;

    /** Twenty pictures of 4 × 4, all bytes different as far as there are different ones. */
    private static byte[] pixels() {
        byte[] pixels = new byte[COUNT * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * 7);
        return pixels;
    }

    private static byte[] labels() {
        byte[] labels = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) labels[i] = (byte) (i % 3);
        return labels;
    }

    private String file(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImportedData read(String path) {
        return read(path, DataImport.GUESSED);
    }

    private static ImportedData read(String path, DataImport how) {
        return DataFiles.read(path, how, Progress.NONE);
    }

    private static String refusal(String path, DataImport how) {
        return assertThrows(Refusal.class, () -> read(path, how)).getMessage();
    }

    /** All pictures in the order of the file, whatever was held out: they are all different. */
    private static List<List<Byte>> pictures(ImportedData data) {
        var all = new ArrayList<List<Byte>>();
        for (ImageSet set : List.of(data.split().train(), data.split().test()))
            for (int i = 0; i < set.size(); i++) {
                var picture = new ArrayList<Byte>();
                for (int p = 0; p < set.valuesPerImage(); p++) picture.add(set.pixels()[i * set.valuesPerImage() + p]);
                all.add(picture);
            }
        all.sort((a, b) -> Arrays.compare(a.toArray(Byte[]::new), b.toArray(Byte[]::new)));
        return all;
    }

    private List<List<Byte>> plain() {
        return pictures(read(file("plain.npy", Numpy.array("|u1", pixels(), COUNT, SIDE, SIDE))));
    }

    // ---- NumPy ----

    @Test
    void an_array_of_bytes_comes_back_as_it_is_in_any_shape_and_order() {
        byte[] turned = new byte[pixels().length];
        for (int i = 0; i < COUNT; i++)
            for (int y = 0; y < SIDE; y++)
                for (int x = 0; x < SIDE; x++) turned[i + COUNT * (y + SIDE * x)] = pixels()[(i * SIDE + y) * SIDE + x];
        var plain = plain();
        assertEquals(COUNT, plain.size());
        assertEquals(plain, pictures(read(file("flat.npy", Numpy.array("|u1", pixels(), COUNT, SIDE * SIDE)))));
        assertEquals(plain, pictures(read(file("f.npy", Numpy.array("|u1", "True", turned, COUNT, SIDE, SIDE)))));
        assertEquals(plain, pictures(read(file("one.npy", Numpy.array("|u1", pixels(), COUNT, SIDE, SIDE, 1)))));
        assertEquals(plain, pictures(read(file("c.npy", Numpy.array("|u1", pixels(), COUNT, 1, SIDE, SIDE)))));
    }

    @Test
    void numbers_of_every_type_and_scale_become_the_same_pictures() {
        var plain = plain();
        var floats = ByteBuffer.allocate(4 * pixels().length).order(ByteOrder.LITTLE_ENDIAN);
        var doubles = ByteBuffer.allocate(8 * pixels().length).order(ByteOrder.BIG_ENDIAN);
        var shorts = ByteBuffer.allocate(2 * pixels().length).order(ByteOrder.LITTLE_ENDIAN);
        for (byte value : pixels()) {
            floats.putFloat((value & 0xFF) / 255f);
            doubles.putDouble((value & 0xFF) / 127.5 - 1);
            shorts.putShort((short) (value & 0xFF));
        }
        assertEquals(plain, pictures(read(file("f4.npy", Numpy.array("<f4", floats.array(), COUNT, SIDE, SIDE)))));
        assertEquals(plain, pictures(read(file("f8.npy", Numpy.array(">f8", doubles.array(), COUNT, SIDE, SIDE)))));
        assertEquals(plain, pictures(read(file("i2.npy", Numpy.array("<i2", shorts.array(), COUNT, SIDE, SIDE)))));
    }

    @Test
    void truth_values_become_black_and_white() {
        byte[] truth = new byte[COUNT * 16];
        for (int i = 0; i < truth.length; i++) truth[i] = (byte) (i % 2);
        ImageSet set = read(file("b.npy", Numpy.array("|b1", truth, COUNT, 4, 4)))
                .split()
                .train();
        assertEquals(0, set.pixels()[0]);
        assertEquals((byte) 255, set.pixels()[1]);
    }

    @Test
    void what_is_no_number_counts_as_black_and_is_told() {
        var floats = ByteBuffer.allocate(4 * COUNT * 16).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(Float.NaN).putFloat(1);
        ImportedData data = read(file("nan.npy", Numpy.array("<f4", floats.array(), COUNT, 4, 4)));
        assertEquals((byte) 0, pictures(data).get(0).get(0));
        assertTrue(data.description().notes().stream().anyMatch(note -> note.startsWith("1 values")));
    }

    @Test
    void colours_first_or_last_are_the_same_and_read_as_grey() {
        byte[] last = new byte[COUNT * 16 * 3];
        byte[] first = new byte[last.length];
        for (int i = 0; i < COUNT; i++)
            for (int p = 0; p < 16; p++)
                for (int c = 0; c < 3; c++) {
                    byte value = (byte) (i * 31 + p * 5 + c * 80);
                    last[(i * 16 + p) * 3 + c] = value;
                    first[(i * 3 + c) * 16 + p] = value;
                }
        ImportedData data = read(file("last.npy", Numpy.array("|u1", last, COUNT, 4, 4, 3)));
        assertEquals(new PictureFormat(4, 4, 3), data.description().format());
        assertEquals(pictures(data), pictures(read(file("first.npy", Numpy.array("|u1", first, COUNT, 3, 4, 4)))));
        assertEquals(pictures(data), pictures(read(file("row.npy", Numpy.array("|u1", first, COUNT, 48)))));
    }

    @Test
    void the_archive_of_keras_keeps_its_own_held_out_part() {
        byte[] test = Arrays.copyOf(pixels(), 5 * 16);
        ImportedData data = read(file(
                "mnist.npz",
                Numpy.zip(
                        true,
                        "x_test.npy",
                        Numpy.array("|u1", test, 5, 4, 4),
                        "x_train.npy",
                        Numpy.array("|u1", pixels(), COUNT, 4, 4),
                        "y_train.npy",
                        Numpy.array("|u1", labels(), COUNT),
                        "y_test.npy",
                        Numpy.array("|u1", Arrays.copyOf(labels(), 5), 5))));
        assertEquals(COUNT, data.split().train().size());
        assertArrayEquals(test, data.split().test().pixels());
        assertArrayEquals(labels(), data.split().train().labels());
        assertEquals(new ClassCount("0", 7 + 2), data.description().classes().get(0));
    }

    @Test
    void medical_sets_learn_from_their_validation_part_too() {
        byte[] few = Arrays.copyOf(pixels(), 5 * 16);
        byte[] fewLabels = Arrays.copyOf(labels(), 5);
        ImportedData data = read(file(
                "med.npz",
                Numpy.zip(
                        false,
                        "train_images.npy",
                        Numpy.array("|u1", pixels(), COUNT, 4, 4),
                        "train_labels.npy",
                        Numpy.array("|u1", labels(), COUNT, 1),
                        "val_images.npy",
                        Numpy.array("|u1", few, 5, 4, 4),
                        "val_labels.npy",
                        Numpy.array("|u1", fewLabels, 5, 1),
                        "test_images.npy",
                        Numpy.array("|u1", few, 5, 4, 4),
                        "test_labels.npy",
                        Numpy.array("|u1", fewLabels, 5, 1))));
        assertEquals(COUNT + 5, data.split().train().size());
        assertEquals(5, data.split().test().size());
    }

    @Test
    void sprites_with_known_causes_are_labelled_by_shape_and_python_objects_stay_unread() {
        var causes = ByteBuffer.allocate(COUNT * 6 * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < COUNT; i++)
            causes.putLong(0).putLong(i % 3).putLong(i).putLong(0).putLong(0).putLong(0);
        String path = file(
                "dsprites.npz",
                Numpy.zip(
                        true,
                        "metadata.npy",
                        Numpy.array("|O", new byte[40]),
                        "imgs.npy",
                        Numpy.array("|u1", pixels(), COUNT, 4, 4),
                        "latents_classes.npy",
                        Numpy.array("<i8", causes.array(), COUNT, 6)));
        assertEquals(
                List.of(new ClassCount("0", 7), new ClassCount("1", 7), new ClassCount("2", 6)),
                read(path).description().classes());
        String asked = refusal(path, DataImport.GUESSED.with(new Meaning("metadata", "", null, null)));
        assertTrue(asked.contains("would run code"), asked);
    }

    @Test
    void any_array_can_be_chosen_by_its_name_and_a_wrong_name_lists_those_there_are() {
        String path = file(
                "other.npz",
                Numpy.zip(
                        true,
                        "a.npy",
                        Numpy.array("|u1", new byte[2 * COUNT * 16], 2 * COUNT, 4, 4),
                        "b.npy",
                        Numpy.array("|u1", pixels(), COUNT, 4, 4),
                        "c.npy",
                        Numpy.array("|u1", labels(), COUNT)));
        ImportedData data = read(path, DataImport.GUESSED.with(new Meaning("b", "", null, null)));
        assertEquals(plain(), pictures(data));
        assertEquals(3, data.description().classes().size());
        String wrong = refusal(path, DataImport.GUESSED.with(new Meaning("d", "", null, null)));
        assertTrue(wrong.contains("a, b, c"), wrong);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '|O', 'fortran_order': False, 'shape': (20, 4, 4), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (20, 4, 4), 'descr': '|u1'}",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (500000000,4), }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (-20, 4, 4), }",
                "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (20, 4, 4), }",
                "{'descr': '|u1', 'fortran_order': __import__('os'), 'shape': (20, 4, 4), }",
                "((((((((((((((((((((((((((((",
            })
    void a_hostile_header_is_refused_before_anything_is_allocated(String header) {
        byte[] hostile = Numpy.withHeader(header, pixels());
        refusal(file("hostile.npy", hostile), DataImport.GUESSED);
        refusal(file("hostile.npz", Numpy.zip(true, "x.npy", hostile)), DataImport.GUESSED);
    }

    // ---- MATLAB ----

    @Test
    void frey_faces_lie_in_columns_row_by_row_and_other_pictures_column_by_column() throws IOException {
        var frey = Mat5.newMatrix(560, 10, MatlabType.UInt8);
        var faces = Mat5.newMatrix(16, COUNT, MatlabType.Double);
        for (int i = 0; i < 10; i++) for (int p = 0; p < 560; p++) frey.setInt(p, i, (p + i) % 256);
        for (int i = 0; i < COUNT; i++)
            for (int y = 0; y < SIDE; y++)
                for (int x = 0; x < SIDE; x++)
                    faces.setDouble(x * SIDE + y, i, pixels()[(i * SIDE + y) * SIDE + x] & 0xFF);
        Path freyFile = folder.resolve("frey.mat");
        Path facesFile = folder.resolve("faces.mat");
        Mat5.writeToFile(Mat5.newMatFile().addArray("ff", frey), freyFile.toString());
        Mat5.writeToFile(Mat5.newMatFile().addArray("faces", faces), facesFile.toString());
        ImportedData read = read(freyFile.toString());
        assertEquals(new PictureFormat(20, 28, 1), read.description().format());
        assertEquals((byte) 1, pictures(read).get(0).get(1));
        assertEquals(plain(), pictures(read(facesFile.toString())));
    }

    // ---- text ----

    private static String table(String separator, String header, boolean labelFirst, String comma) {
        var text = new StringBuilder(header);
        for (int i = 0; i < COUNT; i++) {
            var row = new ArrayList<String>();
            for (int p = 0; p < 16; p++) {
                int value = pixels()[i * 16 + p] & 0xFF;
                row.add(
                        comma.isEmpty()
                                ? "" + value
                                : String.format("%.6f", value / 255.0).replace(".", comma));
            }
            row.add(labelFirst ? 0 : 16, "class" + i % 3);
            text.append(String.join(separator, row)).append('\n');
        }
        return text.toString();
    }

    private String text(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tables_open_with_any_separator_header_and_place_of_the_label() {
        var header = new ArrayList<>(List.of("label"));
        for (int p = 0; p < 16; p++) header.add("pixel" + p);
        var plain = plain();
        ImportedData kaggle = read(text("k.csv", table(",", String.join(",", header) + "\r\n", true, "")));
        assertEquals(plain, pictures(kaggle));
        assertEquals("class0", kaggle.description().classes().get(0).name());
        assertEquals(plain, pictures(read(text("s.csv", table(";", "", true, ",")))));
        var last = DataImport.GUESSED.with(new Meaning("", "last", null, null));
        assertEquals(plain, pictures(read(text("t.tsv", table("\t", "\uFEFF", false, "")), last)));
        assertEquals(plain, pictures(read(text("bar.txt", table("|", "", false, ".")), last)));
    }

    @Test
    void a_short_row_and_a_word_among_numbers_are_told_with_their_line() {
        List<String> good = table(",", "", true, "").lines().toList();
        String last = good.get(COUNT - 1);
        String before = String.join("\n", good.subList(0, COUNT - 1)) + "\n";
        String cut = last.substring(0, last.lastIndexOf(','));
        String shorter = refusal(text("short.csv", before + cut + "\n"), DataImport.GUESSED);
        assertTrue(shorter.contains("line " + COUNT) && shorter.contains("16 fields, expected 17"), shorter);
        String word = refusal(text("word.csv", before + cut + ",x\n"), DataImport.GUESSED);
        assertTrue(word.contains("line " + COUNT) && word.contains("“x”"), word);
    }

    // ---- choice and split ----

    @Test
    void one_of_ten_is_held_out_by_seed_and_the_same_seed_holds_out_the_same() {
        String path = file("a.npy", Numpy.array("|u1", pixels(), COUNT, 4, 4));
        ImportedData one = read(path);
        assertEquals(2, one.split().test().size());
        assertArrayEquals(one.split().test().pixels(), read(path).split().test().pixels());
        var other = DataImport.GUESSED.with(new Share(0, 10, 5));
        assertFalse(Arrays.equals(
                one.split().test().pixels(), read(path, other).split().test().pixels()));
    }

    @Test
    void a_maximum_takes_so_many_from_the_whole_file() {
        byte[] rising = new byte[1000 * 16];
        for (int i = 0; i < rising.length; i++) rising[i] = (byte) (i / 16 / 4);
        String path = file("many.npy", Numpy.array("|u1", rising, 1000, 4, 4));
        ImportedData data = read(path, DataImport.GUESSED.with(new Share(100, 10, 1)));
        assertEquals(100, data.description().images());
        long late = pictures(data).stream()
                .filter(picture -> (picture.get(0) & 0xFF) >= 125)
                .count();
        assertTrue(late > 35 && late < 65, late + " of 100 are from the second half");
    }

    @Test
    void cancelling_stops_the_reading() {
        String path = file("a.npy", Numpy.array("|u1", pixels(), COUNT, 4, 4));
        var cancelled = new Progress(() -> true, share -> {});
        assertThrows(CancellationException.class, () -> DataFiles.read(path, DataImport.GUESSED, cancelled));
    }

    @Test
    void pictures_are_shrunk_to_the_size_asked_for() {
        String path = file("a.npy", Numpy.array("|u1", pixels(), COUNT, 4, 4));
        var fitting = new DataImport.Fitting(new Size(2, 2), false, false, false, false);
        var means = new ArrayList<Byte>();
        for (int i = 0; i < COUNT; i++) {
            int sum = 0;
            for (int p : new int[] {0, 1, SIDE, SIDE + 1}) sum += pixels()[i * SIDE * SIDE + p] & 0xFF;
            means.add((byte) Math.round(sum / 4f));
        }
        var first = new ArrayList<Byte>();
        pictures(read(path, DataImport.GUESSED.with(fitting))).forEach(picture -> first.add(picture.get(0)));
        means.sort(null);
        first.sort(null);
        assertEquals(means, first);
    }

    @Test
    void what_is_no_data_is_told_with_what_is_read() {
        String zeros = refusal(file("zeros", new byte[600]), DataImport.GUESSED);
        assertTrue(zeros.contains("00000000") && zeros.contains("npz"), zeros);
        String nothing = refusal(folder.resolve("nothing").toString(), DataImport.GUESSED);
        assertTrue(nothing.contains("mnist"), nothing);
        var hdf = new ByteArrayOutputStream();
        hdf.writeBytes(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'});
        assertTrue(refusal(file("x.h5", hdf.toByteArray()), DataImport.GUESSED).contains("savez"));
    }

    @Test
    void labels_may_be_texts_or_numbers_of_names() throws IOException {
        byte[] images = Numpy.array("|u1", pixels(), COUNT, SIDE, SIDE);
        byte[] numbers = new byte[COUNT];
        var texts = ByteBuffer.allocate(8 * COUNT).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < COUNT; i++) {
            numbers[i] = (byte) (i % 2);
            texts.putInt("ab".codePointAt(i % 2)).putInt(i % 2 == 0 ? 0 : 0x1F431);
        }
        byte[] text = Numpy.array("<U2", texts.array(), COUNT);
        var named = read(file("texts.npz", Numpy.zip(false, "images.npy", images, "labels.npy", text)));
        assertEquals(List.of("a", "b\uD83D\uDC31"), named.split().train().classNames());
        byte[] names = Numpy.array("<U2", java.util.Arrays.copyOf(texts.array(), 16), 2);
        var through = read(file(
                "names.npz",
                Numpy.zip(
                        false,
                        "images.npy",
                        images,
                        "labels.npy",
                        Numpy.array("|u1", numbers, COUNT),
                        "class_names.npy",
                        names)));
        assertEquals(named.split().train().classNames(), through.split().train().classNames());
        assertArrayEquals(
                named.split().train().labels(), through.split().train().labels());
    }
}
