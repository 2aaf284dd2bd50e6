import { commonTexts } from './texts.ts';

type Props = {
  disabled: boolean;
  /** What stands on the first button. */
  save?: string;
  cancel: () => void;
};

/** The two buttons at the end of a form. */
export const SaveOrCancel = ({ disabled, save = commonTexts.save, cancel }: Props) => (
  <div class="actions">
    <button type="submit" class="primary" disabled={disabled}>
      {save}
    </button>
    <button type="button" onClick={cancel}>
      {commonTexts.cancel}
    </button>
  </div>
);
