package org.latentfx.data;

/**
 * The form of a picture: width × height pixels of so many channels.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record PictureFormat(int width, int height, int channels) {
    /** Numbers in one picture. */
    public int values() {
        return width * height * channels;
    }
}
