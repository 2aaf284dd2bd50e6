import { useCallback, useEffect, useState } from 'preact/hooks';
import { type AddressReport, listAddressReports } from '../../core/api/address-routes.ts';
import { type Address, addressDigest } from '../../core/household/contact.ts';
import type { Api } from '../session/api-client.ts';

/**
 * The report on an address: its recipient stopped messages, or a mail came back. Undefined without a report, or before the
 * reports are loaded.
 */
export type ReportOf = (address: Address) => AddressReport | undefined;

/** Asks the server once which recipients have stopped messages, and from which addresses mails came back. */
export function useAddressReports(api: Api): ReportOf {
  const [reports, setReports] = useState<readonly AddressReport[]>([]);
  useEffect(() => {
    void api
      .call(listAddressReports, {})
      .then(answered => 'got' in answered && setReports(answered.got.reports));
  }, [api]);
  return useCallback(
    address => {
      if (reports.length === 0) return undefined;
      const { channel, digest } = addressDigest(address);
      return reports.find(one => one.channel === channel && one.digest === digest);
    },
    [reports],
  );
}
