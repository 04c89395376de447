package org.latentfx.view.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.view.kit.LatentOrder;

class BreakdownLineTest {
    private static List<BreakdownLine> lines(int latents, int collapsed, int most) {
        long[] kl = new long[latents];
        double[] average = new double[latents];
        for (int j = 0; j < latents; j++) {
            kl[j] = 100 + j;
            average[j] = j < latents - collapsed ? 1 : 0;
        }
        var sheet = new ElboBreakdown.Sheet(12_345, kl, 2);
        return BreakdownLine.of(sheet, LatentOrder.natural(latents), average, most);
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
                    long sum = 0;
                    for (var line : lines.subList(0, last)) sum += line.units();
                    assertEquals(BreakdownLine.Kind.TOTAL, lines.get(last).kind());
                    assertEquals(lines.get(last).units(), sum);
                    assertTrue(last - 1 <= most, last - 1 + " lines for latents, room for " + most);
                }
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
