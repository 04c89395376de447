package org.latentfx.view.file;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.latentfx.session.data.DataOpening;
import org.latentfx.text.Texts;

/** Asks for pictures of a person's own to learn from. FX thread only. */
public final class OwnData {
    /** How the names of files with pictures mostly end; what is in them counts. */
    public static final List<String> ENDINGS = Stream.of(
                    ".npz .npy .csv .tsv .mat .zip .tar .tgz .gz ubyte .png .jpg .jpeg .gif .bmp .tif .tiff .webp"
                            .split(" "))
            .map(ending -> "*" + ending)
            .toList();

    private OwnData() {}

    /** Asks for a folder or a file over {@code window}; {@code opening} looks at the one chosen, if one is. */
    public static void choose(DataOpening opening, boolean folder, Window window) {
        File chosen = folder ? folder(window) : file(window);
        if (chosen != null) opening.look(chosen.toPath());
    }

    private static File folder(Window window) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(Texts.of("data.open.title"));
        return chooser.showDialog(window);
    }

    private static File file(Window window) {
        var chooser = new FileChooser();
        chooser.setTitle(Texts.of("data.own.title"));
        chooser.getExtensionFilters()
                .addAll(
                        new ExtensionFilter(Texts.of("file.open.pictures"), ENDINGS),
                        new ExtensionFilter(Texts.of("file.open.all"), "*"));
        return chooser.showOpenDialog(window);
    }
}
