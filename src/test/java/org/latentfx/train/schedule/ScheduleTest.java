package org.latentfx.train.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.model.KlTerm;

class ScheduleTest {
    private static final List<Schedule.Kind> ALL = List.of(Schedule.Kind.values());

    private static double[] factors(String text, double... epochsOfTen) {
        var schedule = Schedule.parse(text, ALL);
        double[] factors = new double[epochsOfTen.length];
        for (int i = 0; i < factors.length; i++) factors[i] = schedule.factor(epochsOfTen[i], 10);
        return factors;
    }

    private static void assertFactors(String text, double[] at, double... expected) {
        double[] found = factors(text, at);
        for (int i = 0; i < expected.length; i++) assertEquals(expected[i], found[i], 1e-12, text + " at " + at[i]);
    }

    @Test
    void theGoldenSchedulesAreFollowed() throws IOException {
        JsonObject golden;
        try (var in = new InputStreamReader(
                ScheduleTest.class.getResourceAsStream("/golden-schedules.json"), StandardCharsets.UTF_8)) {
            golden = JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("schedules");
        }
        double[] steps = IntStream.rangeClosed(0, 10).asDoubleStream().toArray();
        assertFactors("cosine", steps, numbers(golden, "cosine_rate_from_0_001_steps_10", 0.001));
        assertFactors("warm-up 0.4", steps, numbers(golden, "linear_warmup_beta_steps_10_over_4", 1));
        assertFactors("warm-up 4 epochs", steps, numbers(golden, "linear_warmup_beta_steps_10_over_4", 1));
        double[] capacity = numbers(golden, "capacity_0_to_25_steps_10_over_5", 1);
        var schedule = Schedule.parse("capacity 25 100 0.5", ALL);
        for (int i = 0; i < capacity.length; i++)
            assertEquals(KlTerm.capacity(100, capacity[i]), schedule.klTerm(3, i, 10), "step " + i);
    }

    private static double[] numbers(JsonObject golden, String name, double unit) {
        return golden.getAsJsonArray(name).asList().stream()
                .mapToDouble(e -> e.getAsDouble() / unit)
                .toArray();
    }

    @Test
    void aCycleIsHalfARampAndTheLastOneIsHeld() {
        assertFactors("cyclical 2", new double[] {0, 1.25, 2.5, 4.9, 5, 6.25, 7.5, 10, 20}, 0, 0.5, 1, 1, 0, 0.5, 1, 1);
    }

    @Test
    void aDrawnCurveGoesStraightFromPointToPoint() {
        assertFactors("drawn 0.2:1 0.4:0 0.6:3", new double[] {0, 2, 3, 4, 5, 6, 12}, 1, 1, 0.5, 0, 1.5, 3, 3);
    }

    @Test
    void stepsTakeTenthsAndAWarmUpMayFallAlongACosine() {
        assertFactors("steps 0.5 0.9", new double[] {0, 4.9, 5, 8.9, 9, 11}, 1, 1, 0.1, 0.1, 0.01, 0.01);
        assertFactors("warm-up-cosine 0.2", new double[] {0, 1, 2, 6, 10, 11}, 0, 0.5, 1, 0.5, 0, 0);
        assertFactors("warm-up-cosine 20 epochs", new double[] {0, 5, 10}, 0, 0.25, 0.5);
    }

    @Test
    void betaIsTheHeightOfWhatFollowsItAndHasNoPartInACapacity() {
        assertEquals(KlTerm.weighted(2), Schedule.parse("warm-up 0.4", ALL).klTerm(4, 2, 10));
        assertEquals(
                KlTerm.freeBits(4, 0.5), Schedule.parse("free-bits 0.5", ALL).klTerm(4, 2, 10));
        assertEquals(
                KlTerm.capacity(7, 5), Schedule.parse("capacity 25 7 0.5", ALL).klTerm(4, 1, 10));
    }

    @ParameterizedTest
    @EnumSource(Schedule.Kind.class)
    void aTextComesBackAsTheScheduleThatItWasMadeOf(Schedule.Kind kind) {
        assertEquals(kind.first(), Schedule.parse(kind.first().text(), ALL));
        assertEquals(kind.first(), Schedule.parse(kind.word(), ALL), "the figures may be left out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "warm",
                "warm-up 0",
                "warm-up 1.5",
                "warm-up 0.2 turns",
                "constant 1",
                "cyclical 0",
                "cyclical 1.5",
                "drawn 0",
                "drawn 0:1 0:2",
                "drawn 0.5:1 0.2:1",
                "drawn 0:11",
                "drawn 0:NaN",
                "steps 0.5 0.4",
                "steps 0",
                "capacity -1",
                "free-bits x"
            })
    void whatIsNoScheduleIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text, ALL), text);
    }

    @Test
    void whatASettingCannotFollowIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse("cosine", Schedule.Kind.OF_BETA));
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse("free-bits 1", Schedule.Kind.OF_RATE));
    }
}
