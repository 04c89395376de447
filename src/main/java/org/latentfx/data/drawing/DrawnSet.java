package org.latentfx.data.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.latentfx.data.PictureFormat;

/**
 * Drawings that a person collected, each as a data set would hold it. Immutable: whatever adds or takes away gives
 * another set. Any thread.
 *
 * @param format of every one
 */
public record DrawnSet(PictureFormat format, List<Drawn> drawings) {
    public static final DrawnSet EMPTY = new DrawnSet(PictureFormat.grey(Drawing.FIELD, Drawing.FIELD), List.of());

    /**
     * One drawing.
     *
     * @param values bytes of the set's format; not to be written to
     */
    public record Drawn(String label, byte[] values) {}

    public DrawnSet {
        drawings = List.copyOf(drawings);
        for (Drawn drawn : drawings)
            if (drawn.values.length != format.values())
                throw new IllegalArgumentException(
                        "values: found " + drawn.values.length + ", expected " + format.values());
    }

    public boolean isEmpty() {
        return drawings.isEmpty();
    }

    public int size() {
        return drawings.size();
    }

    /** The same with one more. */
    public DrawnSet plus(Drawn drawn) {
        var more = new ArrayList<>(drawings);
        more.add(drawn);
        return new DrawnSet(format, more);
    }

    /** The same without number {@code i}. */
    public DrawnSet without(int i) {
        var fewer = new ArrayList<>(drawings);
        fewer.remove(i);
        return new DrawnSet(format, fewer);
    }

    /** The labels in order, with how many drawings have each. */
    public TreeMap<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        for (Drawn drawn : drawings) counts.merge(drawn.label, 1, Integer::sum);
        return counts;
    }

    /** Every byte of every drawing, one after the other. */
    public byte[] values() {
        byte[] all = new byte[size() * format.values()];
        for (int i = 0; i < size(); i++)
            System.arraycopy(drawings.get(i).values, 0, all, i * format.values(), format.values());
        return all;
    }

    /** The number of each drawing's label among the {@link #counts}. */
    public byte[] labels() {
        var names = List.copyOf(counts().keySet());
        byte[] labels = new byte[size()];
        for (int i = 0; i < labels.length; i++) labels[i] = (byte) names.indexOf(drawings.get(i).label);
        return labels;
    }

    /** CRC-32C over values and labels: the same set has the same. */
    public long checksum() {
        var crc = new CRC32C();
        crc.update(values());
        crc.update(String.join("\n", drawings.stream().map(Drawn::label).toList())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
