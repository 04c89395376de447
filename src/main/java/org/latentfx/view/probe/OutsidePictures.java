package org.latentfx.view.probe;

import java.io.File;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.latentfx.io.PngFile;
import org.latentfx.session.Session;
import org.latentfx.text.Texts;

/**
 * Opens pictures for the probe: a chosen, dropped or copied file, or a picture on the clipboard. The session reads them
 * in the background and reports errors. FX thread only.
 */
public final class OutsidePictures {
    private final Session session;

    public OutsidePictures(Session session) {
        this.session = session;
    }

    /** Asks for a file and probes it. */
    public void open(@Nullable Window owner) {
        var dialog = new FileChooser();
        dialog.setTitle(Texts.of("probe.choose.title"));
        dialog.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(
                        Texts.of("probe.choose.kind"), "*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp"));
        File file = dialog.showOpenDialog(owner);
        if (file != null) session.pictures().open(file.toPath());
    }

    /** Whether {@code board} seems to hold a picture or a file. */
    static boolean holdsOne(Clipboard board) {
        return board.hasFiles() || board.hasImage();
    }

    /** Probes the file or picture that {@code board} holds; false if it holds none. */
    boolean probe(Clipboard board) {
        if (board.hasFiles() && !board.getFiles().isEmpty()) {
            session.pictures().open(board.getFiles().get(0).toPath());
            return true;
        }
        Image image = board.getImage();
        if (image == null || image.isError() || image.getWidth() < 1 || image.getHeight() < 1) return false;
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        session.pictures().take(Texts.of("probe.clipboard"), () -> PngFile.grey(width, height, argb));
        return true;
    }
}
