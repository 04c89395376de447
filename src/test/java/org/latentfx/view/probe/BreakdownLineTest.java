package org.latentfx.view.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.latentfx.train.Objective;
import org.latentfx.train.schedule.Schedule;
import org.latentfx.view.kit.LatentOrder;

class BreakdownLineTest {
    private static List<BreakdownLine> lines(int latents, int collapsed, int most) {
        double[] kl = new double[latents];
        double[] average = new double[latents];
        for (int j = 0; j < latents; j++) {
            kl[j] = 1 + j / 7.0;
            average[j] = j < latents - collapsed ? 1 : 0;
        }
        return BreakdownLine.of(
                123.45, kl, new Objective(new Schedule.Constant(), 1), LatentOrder.natural(latents), average, most);
    }

    private static String kinds(List<BreakdownLine> lines) {
        return lines.stream()
                .map(line -> line.kind().name().charAt(0) + "" + line.number())
                .collect(Collectors.joining(" "));
    }

    @Test
    void whatever_the_number_of_latents_and_lines_they_add_up_to_the_last_line() {
        for (int latents : new int[] {1, 2, 3, 7, 50})
            for (int collapsed = 0; collapsed <= latents; collapsed++)
                for (int most = 1; most <= 7; most++) {
                    var lines = lines(latents, collapsed, most);
                    int last = lines.size() - 1;
                    double sum = 0;
                    for (var line : lines.subList(0, last)) sum += line.amount();
                    assertEquals(BreakdownLine.Kind.TOTAL, lines.get(last).kind());
                    assertEquals(lines.get(last).amount(), sum, 1e-9);
                    assertTrue(last - 1 <= most, last - 1 + " lines for latents, room for " + most);
                }
    }

    @Test
    void no_part_is_adjusted_and_where_the_shown_ones_miss_the_total_that_is_told() {
        assertTrue(BreakdownLine.addUp(of(90.27, 1, 3.41, 3.70), 2));
        assertFalse(BreakdownLine.addUp(of(90.274, 1, 3.414, 3.704), 2), "90.27 + 3.41 + 3.70 is not 97.39");
        assertTrue(BreakdownLine.addUp(of(16_700, 1, 100_000), 2), "16.7k + 100.0k = 116.7k");
        assertFalse(BreakdownLine.addUp(of(149.5, 1, 152_932), 2), "149.50 + 152.9k is not 153.1k");
        assertTrue(BreakdownLine.addUp(of(Double.NaN, 1, 3), 2));
    }

    @Test
    void with_another_weight_of_kl_what_is_minimised_stands_below_the_bound() {
        var lines = of(90, 4, 3, 4);
        assertEquals("R0 L0 L1 T0 O0", kinds(lines));
        assertEquals(97, lines.get(3).amount());
        assertEquals(BreakdownLine.Kind.OBJECTIVE, lines.get(4).kind());
        assertEquals(118, lines.get(4).amount());
    }

    @Test
    void what_is_minimised_of_a_whole_batch_has_no_amount_for_one_image() {
        var capacity = new Objective(Schedule.Kind.CAPACITY.first(), 1);
        var lines = BreakdownLine.of(90, new double[] {3, 4}, capacity, LatentOrder.natural(2), new double[0], 6);
        assertEquals("R0 L0 L1 T0 O0", kinds(lines));
        assertTrue(Double.isNaN(lines.get(4).amount()));
    }

    private static List<BreakdownLine> of(double reconstruction, double beta, double... kl) {
        return BreakdownLine.of(
                reconstruction,
                kl,
                new Objective(new Schedule.Constant(), beta),
                LatentOrder.natural(kl.length),
                new double[0],
                6);
    }

    @Test
    void latents_without_a_line_of_their_own_are_summed_used_and_unused_apart() {
        assertEquals("R0 L0 L1 T0", kinds(lines(2, 0, 6)));
        assertEquals("R0 L0 L1 O2 U1 T0", kinds(lines(5, 1, 4)));
        assertEquals("R0 L0 L1 L2 L3 U6 T0", kinds(lines(10, 6, 6)));
        assertEquals("R0 A2 T0", kinds(lines(2, 0, 1)));
        assertEquals("R0 A5 T0", kinds(lines(5, 2, 1)));
        assertEquals("R0 U5 T0", kinds(lines(5, 5, 1)));
    }
}
