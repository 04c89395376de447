package org.latentfx.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserFolderTest {
    private static final Path HOME = Path.of("home", "ada").toAbsolutePath();
    private static final Path OTHER = Path.of("other").toAbsolutePath();

    private static Optional<Path> of(String system, Map<String, String> environment) {
        return UserFolder.PREFERENCES.of(system, environment, HOME.toString());
    }

    @Test
    void each_system_has_its_own_folder() {
        assertEquals(Optional.of(HOME.resolve(".config/latentfx")), of("Linux", Map.of()));
        assertEquals(Optional.of(HOME.resolve("Library/Application Support/LatentFX")), of("Mac OS X", Map.of()));
        assertEquals(Optional.of(HOME.resolve("AppData/Roaming/LatentFX")), of("Windows 11", Map.of()));
    }

    @Test
    void data_stand_apart_from_preferences_where_the_system_has_it_so() {
        String home = HOME.toString();
        assertEquals(Optional.of(HOME.resolve(".local/share/latentfx")), UserFolder.DATA.of("Linux", Map.of(), home));
        assertEquals(
                Optional.of(OTHER.resolve("LatentFX")),
                UserFolder.DATA.of("Windows 11", Map.of("LOCALAPPDATA", OTHER.toString()), home));
        assertEquals(
                Optional.of(HOME.resolve("Library/Application Support/LatentFX")),
                UserFolder.DATA.of("Mac OS X", Map.of(), home));
    }

    @Test
    void the_environment_comes_first_unless_it_names_no_whole_path() {
        assertEquals(Optional.of(OTHER.resolve("latentfx")), of("Linux", Map.of("XDG_CONFIG_HOME", OTHER.toString())));
        assertEquals(Optional.of(OTHER.resolve("LatentFX")), of("Windows 11", Map.of("APPDATA", OTHER.toString())));
        for (String ignored : new String[] {"", "relative/path"})
            assertEquals(
                    Optional.of(HOME.resolve(".config/latentfx")), of("Linux", Map.of("XDG_CONFIG_HOME", ignored)));
    }

    @Test
    void a_home_whose_name_is_no_path_here_has_none() {
        assertEquals(Optional.empty(), UserFolder.PREFERENCES.of("Linux", Map.of(), "/home/\0"));
    }
}
