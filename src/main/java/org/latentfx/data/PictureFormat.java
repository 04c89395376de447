package org.latentfx.data;

import org.latentfx.text.Texts;
import org.latentfx.text.Wording;

/**
 * The form of a picture: width × height pixels of so many channels. Its values stand row by row from the upper left
 * corner, the channels of a pixel together: value {@code (y × width + x) × channels + c}. So does everything that is
 * made of pictures: the inputs and outputs of a model, what is decoded, what is painted.
 *
 * @param channels {@link #GREY} for grey, {@link #COLOUR} for red, green and blue
 * @param letters whether this is no picture but a word, a row for each of its places and in it a value for each letter
 */
public record PictureFormat(int width, int height, int channels, boolean letters) {
    public static final int GREY = 1;
    public static final int COLOUR = 3;

    /** Of pictures. */
    public PictureFormat(int width, int height, int channels) {
        this(width, height, channels, false);
    }

    /** Grey pictures of that size. */
    public static PictureFormat grey(int width, int height) {
        return new PictureFormat(width, height, GREY);
    }

    /** The same size with one value a pixel; of words the same. */
    public PictureFormat inGrey() {
        return letters ? this : grey(width, height);
    }

    /** Whether a pixel has red, green and blue. */
    public boolean inColour() {
        return channels == COLOUR;
    }

    /** Both sides, and that it is in colour where it is, or the places of a word, as a part of a sentence. */
    public String words() {
        if (letters) return Texts.of("picture.letters", height);
        return Texts.of(inColour() ? "picture.colour" : "picture.grey", width, height);
    }

    /** What such pictures are called. */
    public Wording wording() {
        return Wording.of(letters);
    }

    /** Pixels in one picture. */
    public int pixels() {
        return width * height;
    }

    /** Numbers in one picture: pixels × channels. */
    public int values() {
        return width * height * channels;
    }
}
