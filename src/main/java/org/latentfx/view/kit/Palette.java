package org.latentfx.view.kit;

/**
 * The colours of data marks in each theme. Classes get ten hues of differing lightness, chosen to stay apart on a
 * projector and for colour-blind eyes, and a glyph each, since nothing is told by colour alone. Opaque ARGB; any thread
 * may use it.
 */
public enum Palette {
    DARK(0xffe6edf3, 0xff8ea2ff, 0xffff8f6b, 0xffffd33d, 0xffffffff, 0xfff47067, 0xff3b8eea, new int[] {
        0xff4f9cf9,
        0xfff5a83a,
        0xff37b87c,
        0xfff2605c,
        0xffb18af8,
        0xffb5815c,
        0xfff794cb,
        0xffa3adb8,
        0xffd6cb45,
        0xff35c9dc
    }),
    LIGHT(0xff1b2027, 0xff3346c4, 0xffc4432b, 0xff9a5b00, 0xff000000, 0xffcf222e, 0xff0969da, new int[] {
        0xff2a6fca,
        0xffe08a1e,
        0xff1f9862,
        0xffcb3333,
        0xff7c4fd4,
        0xff7d4c31,
        0xffd0509f,
        0xff6c7681,
        0xff97920f,
        0xff0d93a6
    });

    private final int mark;
    private final int fog;
    private final int hole;
    private final int heat;
    private final int grid;
    private final int event;
    private final int hidden;
    private final int[] classes;

    Palette(int mark, int fog, int hole, int heat, int grid, int event, int hidden, int[] classes) {
        this.mark = mark;
        this.fog = fog;
        this.hole = hole;
        this.heat = heat;
        this.grid = grid;
        this.event = event;
        this.hidden = hidden;
        this.classes = classes;
    }

    public static Palette of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    /** The neutral colour of lines and of the decoded manifold. */
    public int mark() {
        return mark;
    }

    /** Where images gather. */
    public int fog() {
        return fog;
    }

    /** Where images are missing. */
    public int hole() {
        return hole;
    }

    /** Where pictures change quickly. */
    public int heat() {
        return heat;
    }

    /** The lines behind curves, to be drawn faintly. */
    public int grid() {
        return grid;
    }

    /** What happened during the run. */
    public int event() {
        return event;
    }

    /** Pixels that the model is not shown. */
    public int hidden() {
        return hidden;
    }

    /** Colours repeat after ten classes with another glyph, so that one hundred classes look different. */
    public int colour(int classIndex) {
        return classes[classIndex % classes.length];
    }

    public static Glyph glyph(int classIndex) {
        Glyph[] all = Glyph.values();
        return all[(classIndex + classIndex / all.length * 3) % all.length];
    }
}
