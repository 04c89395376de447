package org.latentfx.app.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.app.Main;

class RelaunchTest {
    @Test
    void theChildHasTheModuleOurClassPathAndOurArguments() {
        var command = Relaunch.command(Main.class, words("train --out some folder"));
        assertTrue(command.get(0).endsWith("java"));
        int module = command.lastIndexOf("--add-modules");
        assertEquals("jdk.incubator.vector", command.get(module + 1));
        assertTrue(command.indexOf("-XX:InitiatingHeapOccupancyPercent=92") > 0);
        int main = command.indexOf(Main.class.getName());
        assertEquals("-cp", command.get(main - 2));
        assertEquals(List.of("train", "--out", "some", "folder"), command.subList(main + 1, command.size()));
    }

    @Test
    void aSingleJarIsStartedAsSuchAlsoInAFolderWithAColon(@TempDir Path folder) throws IOException {
        Path jar = Files.createDirectory(folder.resolve("a:b")).resolve("program.jar");
        Files.createFile(jar);
        assertEquals(List.of("-jar", jar.toString()), Relaunch.program(jar.toString(), Main.class));
        String two = jar + ":" + folder;
        assertEquals(List.of("-cp", two, Main.class.getName()), Relaunch.program(two, Main.class));
    }

    @Test
    void underADebuggerOrRemoteManagementTheProgramStaysInItsProcess() {
        for (var option : List.of(
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-Xrunjdwp:transport=dt_socket",
                "-Dcom.sun.management.jmxremote.port=9010"))
            assertTrue(Relaunch.watched(List.of("-Xmx1g", option)), option);
        for (var option : List.of("-Xmx1g", "-Dcom.sun.management.jmxremote", "-agentlib:hprof"))
            assertFalse(Relaunch.watched(List.of(option)), option);
    }

    @Test
    void aSecondJavaMachineRunsTheProgramWithItsExitCode() throws IOException, InterruptedException {
        var child = new ProcessBuilder(Relaunch.command(Main.class, words("fly"))).start();
        var err = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, child.waitFor(), err);
        assertTrue(err.contains("“fly”"), err);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void theChildEndsWhenItsParentIsKilled() throws IOException {
        var parent = new ProcessBuilder(Relaunch.command(Parent.class, new String[0])).start();
        var child = ProcessHandle.of(parent.inputReader()
                        .lines()
                        .findFirst()
                        .map(Long::parseLong)
                        .orElseThrow())
                .orElseThrow();
        assertTrue(child.isAlive());
        parent.destroyForcibly();
        child.onExit().join();
    }

    /** Starts a child that would wait for ever, prints its process id and waits too. */
    static final class Parent {
        public static void main(String[] arguments) throws Exception {
            var child = new ProcessBuilder(Relaunch.command(Child.class, arguments)).start();
            System.out.println(child.pid());
            child.waitFor();
        }
    }

    /** Ends with its parent only. */
    static final class Child {
        public static void main(String[] arguments) throws InterruptedException {
            Relaunch.endWithParent();
            Thread.currentThread().join();
        }
    }

    private static String[] words(String line) {
        return line.split(" ");
    }
}
