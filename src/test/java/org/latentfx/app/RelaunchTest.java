package org.latentfx.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelaunchTest {
    @Test
    void onlyWorkThatGainsByTheFastKernelIsDoneInASecondJavaMachine() {
        for (var line : List.of("", "train --out x", "evaluate --model m --kernel auto", "train --kernel simd"))
            assertTrue(Relaunch.worthwhile(words(line)), line);
        for (var line : List.of("train --kernel ejml", "train --kernel=ejml", "decode --z 1", "train --help", "-V"))
            assertFalse(Relaunch.worthwhile(words(line)), line);
    }

    @Test
    void theChildHasTheModuleOurClassPathAndOurArguments() {
        var command = Relaunch.command(words("train --out some folder"), List.of());
        assertTrue(command.get(0).endsWith("java"));
        int module = command.lastIndexOf("--add-modules");
        assertEquals("jdk.incubator.vector", command.get(module + 1));
        int main = command.indexOf(Main.class.getName());
        assertEquals("-cp", command.get(main - 2));
        assertEquals(List.of("train", "--out", "some", "folder"), command.subList(main + 1, command.size()));
        assertTrue(command.subList(0, main).stream().anyMatch(word -> word.startsWith("-Dlatentfx.started=")));
    }

    @Test
    void aSecondJavaMachineRunsTheProgramWithItsExitCode() throws IOException, InterruptedException {
        var child = new ProcessBuilder(Relaunch.command(words("fly"), List.of())).start();
        var err = new String(child.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(2, child.waitFor(), err);
        assertTrue(err.contains("“fly”"), err);
    }

    @Test
    void onlyTheWindowHasACompilerThatWaitsOrStandsBack() {
        assertTrue(Relaunch.opensWindow(new String[0]));
        for (var line : List.of("prepare", "bench-window --seconds 2"))
            assertTrue(Relaunch.opensWindow(words(line)), line);
        for (var line : List.of("train --out x", "bench", "screenshots --out prepare"))
            assertFalse(Relaunch.opensWindow(words(line)), line);
        assertTrue(Relaunch.command(new String[0], List.of("-Da=b"))
                .containsAll(List.of("-Da=b", "-XX:CompileCommand=quiet")));
        var training = String.join(" ", Relaunch.command(words("train --out x"), List.of()));
        assertFalse(training.contains("-XX:CompileCommand=quiet"), training);
        assertFalse(training.contains("-XX:CompilerThreadPriority"), training);
    }

    @Test
    void whereThereIsNoSecondJavaMachinePreparingDoesNothingAndSaysSo() {
        var err = new java.io.ByteArrayOutputStream();
        var stream = new java.io.PrintStream(err, true, java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(Cli.OK, Cli.run(words("prepare"), stream, stream));
        assertTrue(
                err.toString(java.nio.charset.StandardCharsets.UTF_8).contains("nothing to prepare"), err.toString());
    }

    private static String[] words(String line) {
        return line.split(" ");
    }
}
