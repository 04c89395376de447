package org.latentfx.io.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latentfx.io.Safetensors;
import org.latentfx.text.Refusal;

/**
 * Numbers of a run in the order of {@code ModelConfiguration.tensors()}, as flat tensors of a safetensors file. Pure
 * functions.
 */
final class FlatTensors {
    private static final String SECOND = "second_moments";

    /** Adam's moments. */
    static final List<String> MOMENTS = List.of("first_moments", SECOND);

    /** A whole model with them. */
    static final List<String> WHOLE = List.of("weights", "first_moments", SECOND);

    /** Numbers that are written at a time: copies of whole tensors can be more than memory has room for. */
    private static final int AT_ONCE = 1 << 14;

    private FlatTensors() {}

    /** @param tensors one a name, all equally long */
    static void write(OutputStream out, List<String> names, List<float[]> tensors) throws IOException {
        int count = tensors.get(0).length;
        long bytes = (long) Float.BYTES * count;
        var entries = new ArrayList<Safetensors.Entry>();
        for (int i = 0; i < names.size(); i++)
            entries.add(new Safetensors.Entry(names.get(i), List.of(count), i * bytes, (i + 1) * bytes));
        new Safetensors(entries, Map.of("format", "pt")).write(out);
        var some = ByteBuffer.allocate(Float.BYTES * AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] values : tensors)
            for (int from = 0; from < count; from += AT_ONCE) {
                int length = Math.min(AT_ONCE, count - from);
                some.asFloatBuffer().put(values, from, length);
                out.write(some.array(), 0, Float.BYTES * length);
            }
    }

    /**
     * The tensors called {@code names} of {@code count} numbers each. Throws {@link Refusal} if they are others, or a
     * number in them cannot be.
     *
     * @param name of the file in refusals
     */
    static float[][] read(byte[] file, List<String> names, int count, String name) throws IOException {
        var in = new ByteArrayInputStream(file);
        var header = Safetensors.read(in, name);
        for (int i = 0; i < names.size(); i++) {
            String expected = names.get(i) + " [" + count + "]";
            var entry = i < header.entries().size() ? header.entries().get(i) : null;
            String found = entry == null ? "—" : entry.name() + " " + entry.shape();
            if (entry != null && entry.type() != Safetensors.Type.F32) found += " " + entry.type();
            if (header.entries().size() != names.size() || !found.equals(expected))
                throw new Refusal("io.session.moments", name, i + 1, found, expected);
        }
        if (in.available() != header.dataBytes())
            throw new Refusal("io.session.length", name, "tensors", in.available(), header.dataBytes());
        var packed = ByteBuffer.wrap(in.readAllBytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[][] tensors = new float[names.size()][count];
        for (int i = 0; i < tensors.length; i++) {
            packed.get(tensors[i]);
            boolean squares = names.get(i).equals(SECOND);
            for (int k = 0; k < count; k++)
                if (!Float.isFinite(tensors[i][k]) || squares && tensors[i][k] < 0)
                    throw new Refusal("io.session.moment", name, names.get(i), k, tensors[i][k]);
        }
        return tensors;
    }
}
