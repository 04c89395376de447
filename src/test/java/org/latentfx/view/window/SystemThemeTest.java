package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemThemeTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, 'prefer-dark', true",
        "Linux, 'default', false",
        "Linux, 'prefer-light', false",
        "Linux, '', true",
        "Mac OS X, Dark, true",
        "Mac OS X, 'The domain/default pair does not exist', false",
        "Windows 11, 'AppsUseLightTheme    REG_DWORD    0x0', true",
        "Windows 11, 'AppsUseLightTheme    REG_DWORD    0x1', false"
    })
    void each_system_is_asked_in_its_own_way(String system, String answer, boolean dark) {
        assertEquals(dark, SystemTheme.isDark(system, Map.of(), command -> answer));
    }

    @Test
    void a_theme_named_in_the_environment_comes_first() {
        assertTrue(SystemTheme.isDark("Linux", Map.of("GTK_THEME", "Adwaita:dark"), command -> "default"));
        assertFalse(SystemTheme.isDark("Linux", Map.of("GTK_THEME", "Adwaita"), command -> "prefer-dark"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void more_than_a_pipe_holds_is_read_while_the_command_runs() {
        String said = SystemTheme.answer(List.of("sh", "-c", "yes prefer-dark | head -c 300000"), 60_000);
        assertEquals(1 << 16, said.length());
        assertTrue(said.startsWith("prefer-dark"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_command_that_does_not_end_is_no_answer_and_is_ended() throws Exception {
        assertEquals("", SystemTheme.answer(List.of("sleep", "1234"), 1));
        for (ProcessHandle left : ProcessHandle.current().children().toList())
            left.onExit().get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_command_that_is_not_there_is_no_answer() {
        assertEquals("", SystemTheme.answer(List.of("/no/such/command"), 60_000));
    }
}
