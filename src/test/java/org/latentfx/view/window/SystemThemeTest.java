package org.latentfx.view.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
}
