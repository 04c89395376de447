package org.latentfx.model;

import java.util.List;
import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;

/** Small pictures for tests: a bright bar whose place is the label, over faint noise. */
public final class TinyImages {
    public static final int SIDE = 6;

    private TinyImages() {}

    public static ImageSet bars(int count) {
        byte[] pixels = new byte[count * SIDE * SIDE];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i * 7 % SIDE);
            for (int p = 0; p < SIDE * SIDE; p++) {
                double noise = RandomStream.uniform(5, (long) i * SIDE * SIDE + p);
                pixels[i * SIDE * SIDE + p] = (byte) (p / SIDE == labels[i] ? 190 + 60 * noise : 30 * noise);
            }
        }
        return new ImageSet(SIDE, SIDE, pixels, labels, List.of("0", "1", "2", "3", "4", "5"));
    }

    /** 0, 1, 2, … */
    public static int[] order(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        return order;
    }
}
