package org.latentfx.io.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyFileTest {
    private static final List<NumpyArray> ARRAYS = List.of(
            NumpyArray.of("mu", new float[] {1, -2.5f, Float.MIN_VALUE, 4, 5, 6}, 3, 2),
            NumpyArray.of("label", new int[] {-1, 7, 255}),
            NumpyArray.of("step", new long[] {1L << 40}),
            NumpyArray.of("picture", new byte[] {0, -1, 127, 3}, 1, 2, 2));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenReadsBackWithItsTypesShapesAndNumbers() throws IOException {
        NumpyFile.Content read = NumpyFile.readArchive(file(ARRAYS));
        assertEquals(
                List.of("mu", "label", "step", "picture"),
                read.arrays().stream().map(NumberArray::name).toList());
        assertEquals(List.of(3, 2), read.arrays().get(0).shape());
        assertEquals(List.of(1, 2, 2), read.arrays().get(3).shape());
        assertArrayEquals(
                new double[] {1, -2.5, Float.MIN_VALUE, 4, 5, 6},
                values(read.arrays().get(0)));
        assertArrayEquals(new double[] {-1, 7, 255}, values(read.arrays().get(1)));
        assertArrayEquals(new double[] {1L << 40}, values(read.arrays().get(2)));
        assertArrayEquals(new double[] {0, 255, 127, 3}, values(read.arrays().get(3)));
    }

    @Test
    void theSameArraysAreTheSameBytes() throws IOException {
        assertArrayEquals(bytes(ARRAYS), bytes(ARRAYS));
    }

    @Test
    void theNumbersBeginAtAMultipleOf64Bytes() {
        for (NumpyArray array : ARRAYS)
            assertEquals(0, (array.file().length - array.numbers().length) % 64, array.name());
    }

    @Test
    void textsAreFourBytesACodePointFilledUpWithZeros() {
        NumpyArray array = NumpyArray.of("class_names", List.of("a", "Пó𝄞"));
        assertEquals("<U3", array.type());
        var points =
                ByteBuffer.wrap(array.numbers()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        int[] found = new int[6];
        points.get(found);
        assertArrayEquals(new int[] {'a', 0, 0, 'П', 'ó', 0x1D11E}, found);
    }

    private Path file(List<NumpyArray> arrays) throws IOException {
        return Files.write(folder.resolve("some.npz"), bytes(arrays));
    }

    private static byte[] bytes(List<NumpyArray> arrays) throws IOException {
        var bytes = new ByteArrayOutputStream();
        NumpyFile.writeArchive(bytes, arrays);
        return bytes.toByteArray();
    }

    private static double[] values(NumberArray array) throws IOException {
        try (var in = array.bytes().open()) {
            byte[] all = in.readAllBytes();
            double[] values = new double[(int) array.count()];
            for (int i = 0; i < values.length; i++) values[i] = array.type().value(all, i);
            return values;
        }
    }
}
