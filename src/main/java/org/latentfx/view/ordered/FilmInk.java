package org.latentfx.view.ordered;

import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PicturePainter;

/** The colours of a picture in the making: ink where it is drawn, grey where it is not, a mark at the next value. */
enum FilmInk implements PicturePainter.Colours {
    DARK(Ink.DARK, 0xff24303f, 0xff539bf5),
    LIGHT(Ink.LIGHT, 0xffdfe5ec, 0xff0969da);

    /** Stands for a value that is not drawn yet. */
    static final float EMPTY = -1;

    /** For the one that is drawn next. */
    static final float NEXT = -2;

    private final Ink ink;
    private final int empty;
    private final int next;

    FilmInk(Ink ink, int empty, int next) {
        this.ink = ink;
        this.empty = empty;
        this.next = next;
    }

    static FilmInk of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    @Override
    public int argb(double value) {
        if (value >= 0) return ink.argb(value);
        return value < (EMPTY + NEXT) / 2 ? next : empty;
    }
}
