package org.latentfx.io.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A class for each picture of a file. Only labels that occur are classes, in order: of their numbers if all are whole
 * numbers, of their letters otherwise.
 *
 * @param classes one byte a picture
 * @param names the name of each class; empty where pictures have no labels
 */
record Labels(byte[] classes, List<String> names) {
    private static final int MOST = 256;

    static Labels none(int count) {
        return new Labels(new byte[count], List.of());
    }

    /** Those of all {@code numbers}, each 0 to 255, one part of a set after the other. */
    static Labels ofBytes(List<byte[]> numbers) {
        var occurring = new BitSet();
        int count = 0;
        for (byte[] part : numbers) {
            for (byte number : part) occurring.set(number & 0xFF);
            count += part.length;
        }
        int[] classes = occurring.stream().toArray();
        byte[] places = new byte[MOST];
        for (int c = 0; c < classes.length; c++) places[classes[c]] = (byte) c;
        byte[] all = new byte[count];
        int at = 0;
        for (byte[] part : numbers) for (byte number : part) all[at++] = places[number & 0xFF];
        return new Labels(
                all, Arrays.stream(classes).mapToObj(Integer::toString).toList());
    }

    /** The labels that {@code texts} stand for; null where there are more classes than can be told apart. */
    static @Nullable Labels of(List<String> texts) {
        boolean numbers = texts.stream().allMatch(text -> text.matches("-?(0|[1-9]\\d{0,17})"));
        var distinct =
                new TreeSet<String>(numbers ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder());
        distinct.addAll(texts);
        if (distinct.size() > MOST) return null;
        List<String> names = List.copyOf(distinct);
        var places = new HashMap<String, Byte>();
        for (int c = 0; c < names.size(); c++) places.put(names.get(c), (byte) c);
        byte[] classes = new byte[texts.size()];
        for (int i = 0; i < classes.length; i++) classes[i] = places.getOrDefault(texts.get(i), (byte) 0);
        return new Labels(classes, names);
    }
}
