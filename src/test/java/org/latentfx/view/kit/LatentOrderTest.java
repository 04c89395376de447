package org.latentfx.view.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.latentfx.text.Refusal;
import org.latentfx.view.decoder.DecoderView;
import org.latentfx.view.decoder.LatentRow;

class LatentOrderTest {
    @Test
    void mostKlComesFirstAndCollapsedLatentsLast() {
        double[] kl = {0.001, 2, 0.5, 3, 0.009};
        assertArrayEquals(new int[] {3, 1, 2, 0, 4}, LatentOrder.next(LatentOrder.natural(5), kl));
    }

    @Test
    void rowsKeepStillWhileFiguresTremble() {
        int[] order = {1, 0, 2};
        assertArrayEquals(order, LatentOrder.next(order, new double[] {2.1, 2, 1}));
        assertArrayEquals(new int[] {0, 1, 2}, LatentOrder.next(order, new double[] {2.5, 2, 1}));
    }

    @Test
    void twoLatentsAreNeverSorted() {
        int[] order = {0, 1};
        assertSame(order, LatentOrder.next(order, new double[] {0.001, 7}));
    }

    @Test
    void figuresOfAnotherModelChangeNothing() {
        int[] order = {1, 0};
        assertSame(order, LatentOrder.next(order, new double[3]));
    }

    @Test
    void typedValuesMayUseEitherMinusAndEitherPoint() {
        assertEquals(-0.85, LatentRow.parse(" −0.85 "));
        assertEquals(1.5, LatentRow.parse("1,5"));
    }

    @Test
    void whatIsNoValueIsRefusedInASentence() {
        for (String text : new String[] {"abc", "", "9", "NaN", "-8.01"})
            assertThrows(Refusal.class, () -> LatentRow.parse(text), text);
        var refusal = assertThrows(Refusal.class, () -> LatentRow.parse("abc"));
        assertEquals("“abc” is no number from −8 to 8: type one.", refusal.getMessage());
    }

    @Test
    void aLongPointIsShortenedWithAnEllipsis() {
        assertEquals("(0.62, −0.85)", DecoderView.text(new float[] {0.62f, -0.85f}, 2));
        assertEquals("(1.00, 2.00, 3.00, …)", DecoderView.text(new float[] {1, 2, 3, 4}, 3));
    }

    @Test
    void sharesOfThePriorHaveDecimalsWhereTheyMatter() {
        assertEquals("73", LatentRow.percent(0.7324));
        assertEquals("0.14", LatentRow.percent(0.00135));
        assertEquals("99.87", LatentRow.percent(0.99865));
        assertEquals("<0.01", LatentRow.percent(1e-9));
        assertEquals(">99.99", LatentRow.percent(1 - 1e-9));
        assertEquals("100", LatentRow.percent(1));
    }
}
