package org.latentfx.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What a file of pictures was found to hold, for a person to look at before it is used. Immutable.
 *
 * @param kind what sort of file it is, in a word or two
 * @param images how many pictures are taken, the held-out ones included
 * @param heldOut how many of them are held out
 * @param format of the pictures in the file, before any change; of the largest, if they differ
 * @param low the least value in the file
 * @param high the largest
 * @param classes the classes in order, with their pictures; empty where there are no labels
 * @param notes what was guessed or changed, in whole sentences
 */
public record DataDescription(
        String kind,
        int images,
        int heldOut,
        PictureFormat format,
        double low,
        double high,
        List<ClassCount> classes,
        List<String> notes) {
    /** A class and how many pictures it has. */
    public record ClassCount(String name, int images) {}

    /** The same with one more note. */
    public DataDescription noting(String note) {
        var more = new ArrayList<>(notes);
        more.add(note);
        return new DataDescription(kind, images, heldOut, format, low, high, classes, more);
    }

    public DataDescription {
        classes = List.copyOf(classes);
        notes = List.copyOf(notes);
    }
}
